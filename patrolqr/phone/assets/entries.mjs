// Entries of the queue: a log each, with the code it goes to and what has become of it, or that a log is to be taken back. No
// browser is asked for anything here. `tried` is the first version that the server may have, 0 where it has none for sure.

export function newId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

export function newEntry(log, { passId, area, now }) {
  return { log_id: log.log_id, pass_id: passId, area, made_at: now, state: "waiting", tried: 0, log };
}

// That a log is to be taken back: an entry of its own, so that nothing that happens to the log meanwhile forgets it. It holds
// the log as it stood, unless its words stand in a form again: they can be put back also where it was sent just before.
export function newUndo(entry, { now, isInForm = false }) {
  const { log_id: undoes, pass_id, area, log } = entry;
  const made = { log_id: `undo ${undoes}`, undoes, pass_id, area, made_at: now, state: "undo", isInForm, paired: log.paired };
  return isInForm ? made : { ...made, was: trying(entry) };
}

export const isWaiting = (entry) => entry.state === "waiting";
export const isStuck = (entry) => entry.state === "stuck";
export const isUndo = (entry) => entry.state === "undo";
export const isListed = (entry) => !["removed", "told"].includes(entry.state);

// Whether the server may have some version of it.
export const isPerhapsStored = (entry) => entry.tried !== 0;

// The entries without logs that are to be taken back.
export function wanted(entries) {
  const undone = entries.filter(isUndo).map(({ undoes }) => undoes);
  return entries.filter((entry) => !undone.includes(entry.log_id));
}

const versionOf = ({ log }) => Number(log.version || 1);

// An entry that is about to be sent.
export function trying(entry) {
  return isPerhapsStored(entry) ? entry : { ...entry, tried: versionOf(entry) };
}

// What became of an entry by the server's answer: "stored", "stuck" where sending again is of no use, else "later"; and
// the entry as it is to be kept, or null where nothing of it is left to keep. An answer that is not the server's own says
// nothing about the log; after some of them the officer is told.
export function judge(entry, { isOwn, ok, status, told }, sending) {
  if (!isOwn) return { became: "later", kept: answeredElsewhere(entry, status, sending) };
  if (ok && told.log_id === entry.log_id) return { became: "stored", told, kept: null };
  if (sending.final.includes(status) && told.code) return { became: "stuck", told, kept: refused(entry, told) };
  const { foreign, ...reached } = entry;
  const before = foreign ? "" : entry.sentence;
  const sentence = told.code === "not_paired" ? told.sentence : before;
  return { became: "later", told, kept: foreign || sentence ? { ...reached, sentence } : entry };
}

// Refused as it is, and so never stored like this; the number may be taken by what was sent before.
function refused(entry, { code, sentence }) {
  const isNowhere = code !== "log_conflict" && entry.tried === versionOf(entry);
  return { ...entry, state: "stuck", sentence, tried: isNowhere ? 0 : entry.tried };
}

function answeredElsewhere(entry, status, { foreign: told, foreign_tries: patience }) {
  const foreign = (entry.foreign ?? 0) + 1;
  if (foreign > patience) return entry;
  if (foreign < patience) return { ...entry, foreign };
  return { ...entry, foreign, sentence: told.replace("{status}", status).replace("{tries}", foreign) };
}

// What became of a log that is to be taken back, by the server's answer: its word for it, or "later".
export function judgeUndo(undo, { isOwn, ok, told }) {
  const isAnswer = isOwn && ok && told.log_id === undo.undoes;
  return { became: isAnswer ? told.became : "later", told: isOwn ? told : undefined };
}

// An entry with more in its log.
export function added(entry, more) {
  return { ...entry, log: { ...entry.log, ...more } };
}

// A log as the version that comes after whichever of its earlier ones the server has.
export function nextVersion(log, why) {
  const version = Number(log.version || 1);
  const replaces = log.replaces ?? Math.max(version - 1, 1);
  return { ...log, version: version + 1, replaces, corrected_why: log.corrected_why || why };
}

// An entry as an officer mended it: changed answers, and those details whose ticks are left, as lists by group. What the
// server may have already is corrected under its number; what it has not is simply told differently.
export function mended(entry, answers, details, why) {
  const said = (name) => String(entry.log[name] ?? "");
  const isSame = Object.entries(answers).every(([name, value]) => value === said(name));
  const isWhole = Object.entries(details).every(([group, acts]) => acts.length === entry.log[group].length);
  const sentAgain = { ...entry, state: "waiting", sentence: "" };
  if (isSame && isWhole) return sentAgain;
  const log = { ...entry.log, ...answers, ...details };
  return { ...sentAgain, log: isPerhapsStored(entry) ? nextVersion(log, why) : log };
}

// What is left of a log that was taken back from the list: its words, under a number of their own, to be put back or not.
export function removed(entry, sentence, freshId = newId) {
  if (!isPerhapsStored(entry)) return { ...entry, state: "removed", sentence };
  const logId = freshId();
  const log = { ...entry.log, log_id: logId };
  for (const name of ["version", "replaces", "corrected_why"]) delete log[name];
  return { ...entry, log_id: logId, state: "removed", sentence, tried: 0, log };
}

// The pause before the next try: twice the last one, up to the longest.
export function nextPause(pause, { retry_first_ms: first, retry_most_ms: most }) {
  return Math.min(pause ? pause * 2 : first, most);
}
