// Logs that are not stored yet, kept in this browser until the server says it has them. Used by pages and service worker.
import {
  added, isListed, isPerhapsStored, isUndo, isWaiting, judge, judgeUndo, newId, newUndo, removed, trying, wanted,
} from "./entries.mjs";
import { memoryOf } from "./memory.mjs";
import { isOwn } from "./own.mjs";
import { rules } from "./rules.mjs";

const { patience_ms: patience } = rules.sending;
export const channel = new BroadcastChannel("patrolqr");
const logs = memoryOf({ database: "patrolqr", table: "logs", keyPath: "log_id", patience: rules.memory.patience_ms });

// Other tabs are told, and this one's list.
function tellChange() {
  channel.postMessage("queue");
  self.dispatchEvent(new Event("queue"));
}

const alone = (act) => (navigator.locks ? navigator.locks.request("patrolqr-send", act) : act());

export function all() {
  return logs("readonly", (store) => store.getAll());
}

export async function put(entry) {
  await logs("readwrite", (store) => store.put(entry));
  tellChange();
}

// Whether this browser keeps the entry.
export function keep(entry) {
  return put(entry).then(() => true, () => false);
}

export async function drop(id) {
  await logs("readwrite", (store) => store.delete(id));
  tellChange();
}

// Put one entry in the place of others, at once: nobody ever finds both, or neither.
async function change(entry, gone) {
  await logs("readwrite", (store) => {
    if (entry) store.put(entry);
    return gone.map((id) => store.delete(id)).at(-1);
  });
  tellChange();
}

export async function listed() {
  return wanted(await all()).filter(isListed);
}

async function post(address, said) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), patience);
  let answer = null;
  try {
    answer = await fetch(address, {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "application/json" },
      body: JSON.stringify({ ...said, sent_at: new Date().toISOString() }),
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
  const answer = await post(`/o/${entry.pass_id}`, entry.log);
  if (answer.became) return { ...answer, kept: entry };
  return judge(entry, answer, rules.sending);
}

// Whoever shows this log is told, in this tab and in others.
function announce(outcome) {
  channel.postMessage(outcome);
  self.dispatchEvent(Object.assign(new Event("sent"), { outcome }));
}

// A log is noted as tried before it leaves: should this page end now, the server may have it. Only a browser that says it
// has no line at all, before and after, has certainly sent nothing.
async function send(entry) {
  const isCutOff = () => navigator.onLine === false;
  const wasCutOff = isCutOff();
  const tried = trying(entry);
  if (tried !== entry) await put(tried);
  const { became, told, kept } = await sendStraight(tried);
  if (kept === null) await drop(entry.log_id);
  else if (became === "offline" && wasCutOff && isCutOff()) await put(entry);
  else if (kept !== tried) await put(kept);
  const isNowhere = wasCutOff && isCutOff() && !isPerhapsStored(entry);
  if (became === "stored") announce({ log_id: entry.log_id, became, told });
  return { became, told, isPerhaps: !isNowhere };
}

// Send what is waiting, one sender at a time over all tabs; return what became of each. What is to be taken back goes first.
export function flush() {
  return alone(async () => {
    const outcomes = new Map();
    const entries = await all();
    for (const unwanted of entries.filter(isUndo)) {
      if ((await settle(unwanted)).became === "offline") return outcomes;
    }
    for (const entry of wanted(entries).filter(isWaiting)) {
      outcomes.set(entry.log_id, await send(entry));
      if (outcomes.get(entry.log_id).became === "offline") break;
    }
    return outcomes;
  });
}

// Ask the server to take a log back; it says what became of it, also of one that it never had.
async function askBack(unwanted) {
  const { paired, made_at: made, pass_id: passId, undoes } = unwanted;
  const answer = await post(`/o/${passId}/undo/${undoes}`, { paired, asked_at: new Date(made).toISOString() });
  return answer.became ? answer : judgeUndo(unwanted, answer);
}

// Find out what became of a log that is to be taken back, and leave of it what its officer may still want.
async function settle(unwanted) {
  const entry = (await all()).find(({ log_id: id }) => id === unwanted.undoes);
  const isHere = entry && !isPerhapsStored(entry);
  const result = isHere ? { became: "not stored", told: { sentence: rules.sending.not_stored } } : await askBack(unwanted);
  if (["later", "offline"].includes(result.became)) return result;
  const words = unwanted.isInForm ? undefined : wordsLeft(unwanted, entry, result);
  const gone = entry && (unwanted.isInForm || !isHere) ? [entry.log_id, unwanted.log_id] : [unwanted.log_id];
  await change(words, gone);
  return result;
}

// What was taken back from the list can be put back; that it counts after all is there to be read.
function wordsLeft(unwanted, entry, { became, told: { sentence } }) {
  const { was, ...asked } = unwanted;
  if (became === "too late") return { ...asked, log_id: newId(), state: "told", sentence };
  const left = entry ?? was;
  return left && removed(left, sentence);
}

// Take a log back, whatever became of it: "taken back", "not stored" or "too late" with the sentence to show, else it is asked
// again. `isInForm` says that its words stand in a form again.
export async function undo(entry, isInForm = false) {
  const made = newUndo(entry, { now: Date.now(), isInForm });
  if (!(await keep(made))) return askBack(made);
  return alone(() => settle(made)).catch(() => askBack(made));
}

// Put what was mended in the place of what it mends, once nobody sends that; it may have been stored meanwhile.
export function replace(mend, id) {
  return alone(async () => {
    const entry = (await all()).find((each) => each.log_id === id);
    const changed = mend(entry);
    return { changed, isKept: await keep(changed) };
  });
}

// Add to a log that still waits and was never sent.
function add(id, more) {
  return alone(async () => {
    const entry = (await all()).find((each) => each.log_id === id && isWaiting(each));
    if (entry && !isPerhapsStored(entry)) await put(added(entry, more));
  });
}

// Send a log that is kept, with what was found meanwhile; where the memory fails now, it goes straight.
async function sendKept(entry, more) {
  try {
    if (Object.keys(more).length) await add(entry.log_id, more);
    return (await flush()).get(entry.log_id);
  } catch {
    return sendStraight(added(entry, more));
  }
}

// Keep a log and send it; where this browser keeps nothing, it goes straight. What became of it, and whether it is safe here:
// `whenKept` hears that at once, `more` is waited for before it is sent.
export async function deliver(entry, { whenKept = () => undefined, more = () => ({}) } = {}) {
  const isKept = await keep(entry);
  if (isKept) await whenKept();
  const found = await more();
  const result = isKept ? await sendKept(entry, found) : await sendStraight(added(entry, found));
  return { became: "later", ...result, isKept };
}
