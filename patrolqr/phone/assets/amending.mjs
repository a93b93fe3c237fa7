// A correction that was begun: kept while one types, under its log's own address, until it is sent or cleared.
import { openActs } from "./details.mjs";
import { beganText, draftFor, isTouched, withTyped } from "./drafts.mjs";
import { fill, valuesOf } from "./filling.mjs";
import { form } from "./form.mjs";
import { reading } from "./reading.mjs";
import { rules } from "./rules.mjs";
import { dropDraft, keepDraft } from "./shelf.mjs";
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
const kept = reading({
  address, restore,
  opened: new Date(began),
  choose: (drafts) => draftFor({ address, collar, now: Date.now(), rules: rules.drafts }, drafts),
  isOver: () => isOver,
});

// Only what differs from the stored log: what somebody corrects meanwhile is not turned back.
function changed() {
  const isChangedHere = ([name, said]) => isTouched({ [name]: said }, blank);
  return Object.fromEntries(Object.entries(valuesOf(form)).filter(isChangedHere));
}

function current() {
  const values = changed();
  return {
    address: kept.keptAs(),
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

// What was typed before the draft was found follows it.
async function restore(found) {
  const early = valuesOf(form);
  if (found) {
    began = found.began_at;
    put(withTyped({ ...blank, ...found.values }, { typed: early, blank, notes }));
    told.textContent = `Started ${beganText(found, Date.now())}, not sent.`;
    button.textContent = "Clear";
    line.hidden = false;
  }
  if (Object.keys(changed()).length) await keepDraft(current());
}

const typed = keepTyped({ current, isOver: () => isOver, restored: kept.look(), isEmpty: (draft) => !draft.is_touched });
export const restored = typed.restored;

// The correction is in the queue or stored, or cleared: nothing of it is a draft any more.
export async function end() {
  isOver = true;
  line.hidden = true;
  await dropDraft(current());
}

async function clear() {
  await end();
  isOver = false;
  began = Date.now();
  put(blank);
}

button.addEventListener("click", clear);
