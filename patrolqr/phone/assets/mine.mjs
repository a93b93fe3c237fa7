// An officer's own words on a visit: kept on the phone until the server has them, signal or not.
import "./bar.mjs";
import { beganText, draftFor, joined } from "./drafts.mjs";
import "./offer.mjs";
import { reading } from "./reading.mjs";
import { rules } from "./rules.mjs";
import { dropDraft, keepDraft, readDrafts } from "./shelf.mjs";

const { collar } = document.body.dataset;
const words = [...document.querySelectorAll("form textarea")];
const addressOf = (word) => `/o/mine#${word.id}`;
const kept = new Map();
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
    address: kept.get(word).keptAs(), area: word.dataset.area, collar, log_id: addressOf(word),
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

function putBack(word, found) {
  word.value = joined(found.values.word.join(" "), word.value.trim());
  begun.set(word, found.began_at);
  word.closest("details").open = true;
  tell(word, `Started ${beganText(found, Date.now())}, not sent.`);
}

// One look serves all the words that look at once.
let looked;
function readTogether() {
  looked ??= readDrafts().finally(() => { looked = undefined; });
  return looked;
}

function readingOf(word) {
  const address = addressOf(word);
  return reading({
    address,
    opened: new Date(),
    choose: (drafts) => draftFor({ address, collar, now: Date.now(), rules: rules.drafts }, drafts),
    restore: async (found) => {
      const isTyped = Boolean(word.value.trim());
      if (found) putBack(word, found);
      if (isTyped || (found && found.address !== address)) await keepDraft(draftOf(word));
    },
    read: readTogether,
  });
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
  kept.set(word, readingOf(word));
  kept.get(word).look().catch(() => undefined);
  word.addEventListener("input", () => keepSoon(word));
  word.form.addEventListener("submit", (event) => {
    event.preventDefault();
    send(word);
  });
}
addEventListener("pagehide", keepAll);
document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && keepAll());
