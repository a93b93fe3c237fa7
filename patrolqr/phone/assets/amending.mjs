// A correction that was begun: kept while one types, under its log's own address, until it is sent or cleared.
import { openActs } from "./details.mjs";
import { beganText, besideOf, isTouched, withTyped } from "./drafts.mjs";
import { fill, valuesOf } from "./filling.mjs";
import { form } from "./form.mjs";
import { allDrafts, dropDraft, forgetDrafts, keepDraft, lookAgain, wasWhole } from "./shelf.mjs";
import { keepTyped } from "./typed.mjs";

const { pathname: address } = location;
const { area, collar } = form.dataset;
const logId = form.elements.log_id.value;
const line = document.getElementById("begun");
const [told, button] = line.children;
const blank = valuesOf(form);
const notes = [...form.querySelectorAll("textarea")].map(({ name }) => name);
let began = Date.now();
let isOver = false;
// Until the memory has said what it holds of this page, what is typed is kept beside that.
const beside = besideOf(address, new Date(began));
let isRead = false;

// Only what differs from the stored log: what somebody corrects meanwhile is not turned back.
function changed() {
  const isChangedHere = ([name, said]) => isTouched({ [name]: said }, blank);
  return Object.fromEntries(Object.entries(valuesOf(form)).filter(isChangedHere));
}

function current() {
  const values = changed();
  return {
    address: isRead ? address : beside,
    area, collar, values,
    visit: "", asked: "", tab: "", position: {},
    log_id: logId,
    began_at: began,
    changed_at: Date.now(),
    is_touched: Object.keys(values).length > 0,
  };
}

function put(values) {
  openActs(values, () => fill(form, values));
  form.dispatchEvent(new Event("restored"));
}

function putBack(found, early) {
  began = found.began_at;
  put(withTyped({ ...blank, ...found.values }, { typed: early, blank, notes }));
  told.textContent = `Started ${beganText(found, Date.now())}, not sent.`;
  button.textContent = "Clear";
  line.hidden = false;
}

// What was typed before the draft was found follows it.
async function restore(pause) {
  const drafts = (await allDrafts()).filter((draft) => draft.collar === collar && draft.address !== beside);
  const found = drafts.find((draft) => draft.address === address)
    ?? drafts.find((draft) => draft.address.startsWith(`${address}#`));
  if (!found && !wasWhole()) {
    lookAgain(restoreLate, pause);
    return;
  }
  isRead = true;
  const early = valuesOf(form);
  if (found) putBack(found, early);
  if (Object.keys(changed()).length) await keepDraft(current());
  await forgetDrafts([{ address: beside }, ...(found && found.address !== address ? [found] : [])]);
}

function restoreLate(pause) {
  if (!isOver) restore(pause).catch(() => undefined);
}

const typed = keepTyped({ current, isOver: () => isOver, restored: restore(), isEmpty: (draft) => !draft.is_touched });
export const restored = typed.restored;

// The correction is in the queue or stored, or cleared: nothing of it is a draft any more.
export async function end() {
  isOver = true;
  line.hidden = true;
  await dropDraft({ address: isRead ? address : beside, log_id: logId });
}

async function clear() {
  await end();
  isOver = false;
  began = Date.now();
  put(blank);
}

button.addEventListener("click", clear);
