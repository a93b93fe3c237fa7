// Logs that are not stored yet, kept in this browser until the server says it has them. Used by pages and service worker.
import { added, isListed, isWaiting, judge } from "./entries.mjs";
import { memoryOf } from "./memory.mjs";
import { isOwn } from "./own.mjs";
import { rules } from "./rules.mjs";

const { patience_ms: patience } = rules.sending;
export const channel = new BroadcastChannel("patrolqr");
const logs = memoryOf({ database: "patrolqr", table: "logs", keyPath: "log_id", patience: rules.memory.patience_ms });

const tellChange = () => channel.postMessage("queue");
const alone = (act) => (navigator.locks ? navigator.locks.request("patrolqr-send", act) : act());

export function all() {
  return logs("readonly", (store) => store.getAll());
}

export async function put(entry) {
  await logs("readwrite", (store) => store.put(entry));
  tellChange();
}

// Whether this browser keeps the log.
export function keep(entry) {
  return put(entry).then(() => true, () => false);
}

export async function drop(id) {
  await logs("readwrite", (store) => store.delete(id));
  tellChange();
}

export async function listed() {
  return (await all()).filter(isListed);
}

async function post(entry) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), patience);
  let answer = null;
  try {
    answer = await fetch(`/o/${entry.pass_id}`, {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "application/json" },
      body: JSON.stringify({ ...entry.log, sent_at: new Date().toISOString() }),
      signal: stop.signal,
    });
    const { ok, status } = answer;
    return isOwn(answer) ? { isOwn: true, ok, status, told: await answer.json() } : { isOwn: false, status };
  } catch {
    return { became: answer === null ? "offline" : "later" };
  } finally {
    clearTimeout(timer);
  }
}

// What became of one log: "stored" with the server's receipt, "stuck" with its sentence, "later" or "offline"; and the entry
// as it is to be kept. It need not be in the queue: where this browser keeps nothing, a log goes straight.
export async function sendStraight(entry) {
  const answer = await post(entry);
  if (answer.became) return { ...answer, kept: entry };
  return judge(entry, answer, rules.sending);
}

async function send(entry) {
  const { became, told, kept } = await sendStraight(entry);
  if (kept === null) await drop(entry.log_id);
  else if (kept !== entry) await put(kept);
  return { became, told };
}

// Send what is waiting, one sender at a time over all tabs; return what became of each.
export function flush() {
  return alone(async () => {
    const outcomes = new Map();
    for (const entry of (await all()).filter(isWaiting)) {
      outcomes.set(entry.log_id, await send(entry));
      if (outcomes.get(entry.log_id).became === "offline") break;
    }
    return outcomes;
  });
}

// Take a log back: out of the queue, or set aside where it is stored already.
export function undo(entry) {
  return alone(async () => {
    const kept = await all().catch(() => []);
    if (kept.some((each) => each.log_id === entry.log_id)) {
      await drop(entry.log_id);
      return;
    }
    const answer = await fetch(`/o/${entry.pass_id}/undo/${entry.log_id}`, { method: "POST" });
    if (!answer.ok || !isOwn(answer)) throw new Error("not taken back");
  });
}

// Add to a log that still waits.
export function add(id, more) {
  return alone(async () => {
    const entry = (await all()).find((each) => each.log_id === id && isWaiting(each));
    if (entry) await put(added(entry, more));
  });
}

// Send a log that is kept, with what was found meanwhile; where the memory fails now, it goes straight.
export async function sendKept(entry, more = {}) {
  try {
    if (Object.keys(more).length) await add(entry.log_id, more);
    return (await flush()).get(entry.log_id);
  } catch {
    return sendStraight(added(entry, more));
  }
}
