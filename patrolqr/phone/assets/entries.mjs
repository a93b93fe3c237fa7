// Entries of the queue: a log each, with the code it goes to and what has become of it. No browser is asked for anything here.

export function newId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

export function newEntry(log, { passId, area, now }) {
  return { log_id: log.log_id, pass_id: passId, area, made_at: now, state: "waiting", log };
}

export const isWaiting = (entry) => entry.state === "waiting";
export const isStuck = (entry) => entry.state === "stuck";
export const isListed = (entry) => entry.state !== "removed";

// What became of an entry by the server's answer: "stored", "stuck" where sending again is of no use, else "later"; and
// the entry as it is to be kept, or null where nothing of it is left to keep. An answer that is not the server's own says
// nothing about the log; after some of them the officer is told.
export function judge(entry, { isOwn, ok, status, told }, sending) {
  if (!isOwn) return { became: "later", kept: answeredElsewhere(entry, status, sending) };
  if (ok && told.log_id === entry.log_id) return { became: "stored", told, kept: null };
  if (sending.final.includes(status) && told.code) {
    return { became: "stuck", told, kept: { ...entry, state: "stuck", sentence: told.sentence } };
  }
  const { foreign, ...reached } = entry;
  const before = foreign ? "" : entry.sentence;
  const sentence = told.code === "not_paired" ? told.sentence : before;
  return { became: "later", told, kept: foreign || sentence ? { ...reached, sentence } : entry };
}

function answeredElsewhere(entry, status, { foreign: told, foreign_tries: patience }) {
  const foreign = (entry.foreign ?? 0) + 1;
  if (foreign > patience) return entry;
  if (foreign < patience) return { ...entry, foreign };
  return { ...entry, foreign, sentence: told.replace("{status}", status).replace("{tries}", foreign) };
}

// An entry with more in its log.
export function added(entry, more) {
  return { ...entry, log: { ...entry.log, ...more } };
}

// An entry as an officer mended it: changed answers, and those details whose ticks are left, as lists by group. A log
// that says something else gets a number of its own, because the server may hold other answers under the old one; a
// correction keeps the number of the log that it corrects.
export function mended(entry, answers, details, freshId = newId) {
  const said = (name) => String(entry.log[name] ?? "");
  const isSame = Object.entries(answers).every(([name, value]) => value === said(name));
  const isWhole = Object.entries(details).every(([group, acts]) => acts.length === entry.log[group].length);
  const keepsId = (isSame && isWhole) || entry.log.version > 1;
  const logId = keepsId ? entry.log_id : freshId();
  const log = { ...entry.log, ...answers, ...details, log_id: logId };
  return { ...entry, log_id: logId, log, state: "waiting", sentence: "" };
}

// The pause before the next try: twice the last one, up to the longest.
export function nextPause(pause, { retry_first_ms: first, retry_most_ms: most }) {
  return Math.min(pause ? pause * 2 : first, most);
}
