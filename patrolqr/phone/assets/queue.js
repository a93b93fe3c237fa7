// Logs that are not stored yet, kept in this browser until the server says it has them. Used by pages and service worker.
"use strict";
const Queue = (() => {
  const FINAL = [400, 404, 409, 413, 415, 422];
  const PATIENCE_MS = 20000;
  const channel = new BroadcastChannel("patrolqr");
  let opening;

  function open() {
    opening ??= new Promise((resolve, reject) => {
      const request = indexedDB.open("patrolqr", 1);
      request.onupgradeneeded = () => request.result.createObjectStore("logs", { keyPath: "log_id" });
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    return opening;
  }

  async function logs(mode, act) {
    const database = await open();
    return new Promise((resolve, reject) => {
      const transaction = database.transaction("logs", mode, { durability: "strict" });
      const request = act(transaction.objectStore("logs"));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = transaction.onerror = () => reject(transaction.error);
    });
  }

  const changed = () => channel.postMessage("queue");
  const all = () => logs("readonly", (store) => store.getAll());
  const put = (entry) => logs("readwrite", (store) => store.put(entry)).then(changed);
  const drop = (id) => logs("readwrite", (store) => store.delete(id)).then(changed);
  const waiting = async () => (await all()).filter((entry) => entry.state !== "removed");
  const alone = (act) => (navigator.locks ? navigator.locks.request("patrolqr-send", act) : act());

  // What became of one log: "stored" with the server's receipt, "stuck" with its sentence, "later" or "offline".
  async function send(entry) {
    const body = JSON.stringify({ ...entry.log, sent_at: new Date().toISOString() });
    const headers = { "Content-Type": "application/json", Accept: "application/json" };
    let answer, told;
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), PATIENCE_MS);
    try {
      answer = await fetch(`/o/${entry.pass_id}`, { method: "POST", headers, body, signal: stop.signal });
      told = await answer.json();
    } catch {
      return { became: answer ? "later" : "offline" };
    } finally {
      clearTimeout(timer);
    }
    if (answer.ok && told.log_id === entry.log_id) {
      await drop(entry.log_id);
      return { became: "stored", told };
    }
    if (told.code === "not_paired") await put({ ...entry, sentence: told.sentence });
    if (!FINAL.includes(answer.status) || !told.code) return { became: "later", told };
    await put({ ...entry, state: "stuck", sentence: told.sentence });
    return { became: "stuck", told };
  }

  // Send what is waiting, one sender at a time over all tabs; return what became of each.
  function flush() {
    return alone(async () => {
      const outcomes = new Map();
      for (const entry of await all()) {
        if (entry.state !== "waiting") continue;
        outcomes.set(entry.log_id, await send(entry));
        if (outcomes.get(entry.log_id).became === "offline") break;
      }
      return outcomes;
    });
  }

  // Take a log back: out of the queue, or set aside where it is stored already.
  function undo(entry) {
    return alone(async () => {
      if ((await all()).some((each) => each.log_id === entry.log_id)) return drop(entry.log_id);
      const answer = await fetch(`/o/${entry.pass_id}/undo/${entry.log_id}`, { method: "POST" });
      if (!answer.ok) throw new Error("not taken back");
    });
  }

  // Add to a log that still waits.
  function mend(id, more) {
    return alone(async () => {
      const entry = (await all()).find((each) => each.log_id === id && each.state === "waiting");
      if (entry) await put({ ...entry, log: { ...entry.log, ...more } });
    });
  }

  function newId() {
    if (crypto.randomUUID) return crypto.randomUUID();
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 15) | 64;
    bytes[8] = (bytes[8] & 63) | 128;
    const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
  }

  return { all, waiting, put, drop, flush, undo, mend, newId, channel };
})();
