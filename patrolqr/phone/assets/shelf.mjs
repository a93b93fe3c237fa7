// Where drafts lie: in this browser's memory, and where that fails in its small one, which keeps texts only.
import { besideOf, isAnothers, newestOf, toDrop } from "./drafts.mjs";
import { memoryOf } from "./memory.mjs";
import { channel } from "./queue.mjs";
import { rules } from "./rules.mjs";

// A database of its own: an older page that is still open holds the queue's at its version.
const drafts = memoryOf({ database: "patrolqr-drafts", table: "drafts", keyPath: "address", patience: rules.memory.patience_ms });
const PREFIX = "draft ";

// Run what a browser may refuse that keeps nothing at all.
function small(act) {
  try {
    return act(localStorage);
  } catch {
    return undefined;
  }
}

function allSmall() {
  const names = small((storage) => Object.keys(storage)) ?? [];
  return names.filter((name) => name.startsWith(PREFIX)).map((name) => JSON.parse(localStorage.getItem(name)));
}

// Every draft on this phone, the newest of each page, and whether the memory answered: where not, it may hold more.
export async function readDrafts() {
  const kept = await drafts("readonly", (store) => store.getAll()).catch(() => null);
  return { drafts: newestOf([...(kept ?? []), ...allSmall()]), isWhole: kept !== null };
}

// Every draft that was found.
export async function allDrafts() {
  return (await readDrafts()).drafts;
}

// Kept before this returns: a page that goes may take with it what its browser has only begun to write.
export function keepAtOnce(draft) {
  small((storage) => storage.setItem(PREFIX + draft.address, JSON.stringify(draft)));
}

// What a request answers is looked at before anything is written, in one transaction: no other tab comes between.
function afterLooking(request, write) {
  request.onsuccess = () => {
    write(request.result);
    // a page that is being left must not wait for its writing before it commits
    request.transaction.commit?.();
  };
  return request;
}

function putUnlessAnothers(store, draft) {
  return afterLooking(store.get(draft.address), (standing) => {
    if (!isAnothers(standing, draft)) store.put(draft);
    else if (draft.is_touched) store.put({ ...draft, address: besideOf(draft.address, new Date(draft.began_at)) });
  });
}

// Keep a draft. Words of another visit that stand there by now stay, and are returned: what was typed here is kept beside them.
export async function keepDraft(draft) {
  let standing;
  try {
    standing = await drafts("readwrite", (store) => putUnlessAnothers(store, draft), { goesOn: true });
    small((storage) => storage.removeItem(PREFIX + draft.address));
  } catch {
    keepAtOnce(draft);
  }
  channel.postMessage({ draft: draft.log_id, address: draft.address });
  return isAnothers(standing, draft) ? standing : undefined;
}

// Take away what is meant, out of both memories.
async function remove(isMeant) {
  for (const draft of allSmall().filter(isMeant)) small((storage) => storage.removeItem(PREFIX + draft.address));
  const take = (store) => afterLooking(store.getAll(), (all) => {
    for (const draft of all.filter(isMeant)) store.delete(draft.address);
  });
  await drafts("readwrite", take, { goesOn: true }).catch(() => undefined);
}

// A draft is gone, sent or cleared, with what was kept of it beside another's: other tabs that show it begin anew.
export async function dropDraft({ address, log_id: logId, began_at: beganAt }) {
  const own = [address, besideOf(address, new Date(beganAt))];
  await remove((draft) => draft.log_id === logId && own.includes(draft.address));
  channel.postMessage({ draft: logId, address, isGone: true });
}

// What this page kept at an address of its own is forgotten, whatever it says.
export async function forgetAt(address) {
  small((storage) => storage.removeItem(PREFIX + address));
  await drafts("readwrite", (store) => store.delete(address)).catch(() => undefined);
}

// Arrivals that led to nothing are forgotten; a tab that still shows one is left alone.
// What was typed into one since it was read stays.
export async function forgetDrafts(forgotten) {
  if (!forgotten.length) return;
  await remove((draft) => forgotten.some(({ address, changed_at: seen }) => address === draft.address
    && draft.changed_at <= seen));
}

// Forget another officer's drafts and arrivals that led to nothing; return the others, as they were read.
export async function tidyDrafts(collar) {
  const { drafts: all, isWhole } = await readDrafts();
  const gone = toDrop(all, { collar, now: Date.now(), rules: rules.drafts });
  await forgetDrafts(gone);
  return { drafts: all.filter((draft) => !gone.includes(draft)), isWhole };
}
