// A table in this browser's memory (IndexedDB). Where it was lost or failed it is opened anew, once; where it does not answer
// nobody waits for it longer than the patience, and what was given up is not done afterwards.

// Run one request on the table, in a transaction of its own; one that goes on makes more of them when it is answered.
function transact(database, table, { mode, act, goesOn }, begun) {
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(table, mode, { durability: "strict" });
    begun(transaction);
    const request = act(transaction.objectStore(table));
    transaction.oncomplete = () => resolve(request.result);
    transaction.onabort = transaction.onerror = () => reject(transaction.error ?? new Error("given up"));
    // A page that is being left must not wait for the request's answer before it commits.
    if (!goesOn) transaction.commit?.();
  });
}

// One that commits already cannot be aborted any more, and says so by throwing.
function abort(transaction) {
  try {
    transaction.abort();
  } catch {
    transaction.onabort = null;
  }
}

// The connection to a database that has one table: made when it is first asked for, and anew after it was forgotten.
function connectionTo({ database: name, table, keyPath }) {
  let opening;
  const forget = () => {
    opening = undefined;
  };
  const open = () => {
    opening ??= new Promise((resolve, reject) => {
      const request = indexedDB.open(name, 1);
      request.onupgradeneeded = () => request.result.createObjectStore(table, { keyPath });
      request.onerror = () => reject(request.error);
      request.onsuccess = () => {
        request.result.onclose = forget;
        resolve(request.result);
      };
    });
    return opening;
  };
  return { open, forget };
}

// A function that runs requests on a table of a database that has this one only: (mode, act, { goesOn }) → what the first found.
export function memoryOf(named) {
  const { table, patience } = named;
  const { open, forget } = connectionTo(named);

  function attempt(asked) {
    let transaction;
    let isOver = false;
    const begun = (made) => {
      transaction = made;
    };
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        isOver = true;
        reject(new Error("the memory of this browser does not answer"));
        if (transaction) abort(transaction);
      }, patience / 2);
      open()
        .then((database) => (isOver ? undefined : transact(database, table, asked, begun)))
        .then(resolve, reject)
        .finally(() => clearTimeout(timer));
    });
  }

  return (mode, act, { goesOn = false } = {}) => attempt({ mode, act, goesOn }).catch(() => {
    forget();
    return attempt({ mode, act, goesOn });
  });
}
