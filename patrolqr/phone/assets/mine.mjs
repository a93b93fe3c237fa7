// An officer's own words on a visit: kept on the phone until the server has them, signal or not.
import "./bar.mjs";
import { beganText, besideOf } from "./drafts.mjs";
import { rules } from "./rules.mjs";
import { allDrafts, dropDraft, forgetDrafts, keepDraft, lookAgain, wasWhole } from "./shelf.mjs";

const { collar } = document.body.dataset;
const words = [...document.querySelectorAll("form textarea")];
const opened = new Date();
const addressOf = (word) => `/o/mine#${word.id}`;
// Until the memory has said what it holds of a visit, what is typed is kept beside that.
const read = new Set();
const besideIt = (word) => besideOf(addressOf(word), opened);
const keptAs = (word) => (read.has(word) ? addressOf(word) : besideIt(word));
const timers = new Map();
const begun = new Map();

function tell(word, text) {
  const told = word.form.querySelector("[role=status]");
  told.textContent = text;
  told.hidden = !text;
}

function draftOf(word) {
  const now = Date.now();
  if (!begun.has(word)) begun.set(word, now);
  return {
    address: keptAs(word), area: word.dataset.area, collar, log_id: addressOf(word),
    began_at: begun.get(word), changed_at: now, is_touched: true, values: { word: [word.value] },
  };
}

// Keep what is written; what was emptied is no draft.
function keepWord(word) {
  if (!timers.has(word)) return undefined;
  clearTimeout(timers.get(word));
  timers.delete(word);
  return word.value.trim() ? keepDraft(draftOf(word)) : dropDraft(draftOf(word));
}

function keepSoon(word) {
  clearTimeout(timers.get(word));
  timers.set(word, setTimeout(() => keepWord(word), rules.drafts.pause_ms));
}

const keepAll = () => words.forEach(keepWord);

// What was kept of a visit, or else beside it by a page that did not know that.
function keptOf(word, drafts) {
  const own = drafts.filter((draft) => draft.collar === collar && draft.address !== besideIt(word));
  const address = addressOf(word);
  return own.find((draft) => draft.address === address) ?? own.find((draft) => draft.address.startsWith(`${address}#`));
}

// What was typed before the kept words were found follows them; a browser that put some back itself does not double them.
function joined(kept, typed) {
  if (typed.includes(kept)) return typed;
  return kept.includes(typed) ? kept : `${kept} ${typed}`;
}

function putBack(word, found) {
  word.value = joined(found.values.word.join(" "), word.value.trim());
  begun.set(word, found.began_at);
  word.closest("details").open = true;
  tell(word, `Started ${beganText(found, Date.now())}, not sent.`);
}

async function restoreWord(word, found) {
  const isElsewhere = found && found.address !== addressOf(word);
  const isTyped = Boolean(word.value.trim());
  read.add(word);
  if (found) putBack(word, found);
  if (isTyped || isElsewhere) await keepDraft(draftOf(word));
  await forgetDrafts([{ address: besideIt(word) }, ...(isElsewhere ? [found] : [])]);
}

async function restore(pause) {
  const drafts = await allDrafts();
  const isWhole = wasWhole();
  for (const word of words.filter((each) => !read.has(each))) {
    const found = keptOf(word, drafts);
    if (found || isWhole) await restoreWord(word, found);
  }
  if (words.some((word) => !read.has(word))) lookAgain(restoreLate, pause);
}

function restoreLate(pause) {
  restore(pause).catch(() => undefined);
}

// Whether the server has it: it leads back to this page then.
async function isTaken(form) {
  try {
    const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)) });
    return answer.ok && answer.redirected && new URL(answer.url).pathname === "/o/mine";
  } catch {
    return false;
  }
}

async function send(word) {
  keepSoon(word);
  await keepWord(word);
  if (await isTaken(word.form)) {
    await dropDraft(draftOf(word));
    location.reload();
  } else tell(word, "Not sent yet. Your words are kept on this phone: press Keep again when there is signal.");
}

for (const word of words) {
  word.addEventListener("input", () => keepSoon(word));
  word.form.addEventListener("submit", (event) => {
    event.preventDefault();
    send(word);
  });
}
addEventListener("pagehide", keepAll);
document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && keepAll());
restoreLate();
