// The visit of this page: begun when it was opened, kept while one types, restored with its words and its arrival.
import { showCompany } from "./company.mjs";
import { openActs } from "./details.mjs";
import {
  beganText, draftFor, isTouched, leftBehind, moved, noteWith, withTyped, withoutAnswers,
} from "./drafts.mjs";
import { newId } from "./entries.mjs";
import { fill, valuesOf } from "./filling.mjs";
import { form } from "./form.mjs";
import { arrival, arrive, setArrival } from "./location.mjs";
import { channel } from "./queue.mjs";
import { reading } from "./reading.mjs";
import { rules } from "./rules.mjs";
import { allDrafts, dropDraft, forgetDrafts, keepDraft, tidyDrafts } from "./shelf.mjs";
import { wallOf } from "./times.mjs";
import { keepTyped } from "./typed.mjs";

const ANSWERS = ["answer_quick", "answer"];
const { pass, area, visit: place } = form.dataset;
const { collar } = document.body.dataset;
const address = `/o/${pass}`;
const asked = form.elements.asked_as.value;
const notes = [...form.querySelectorAll("textarea")];
const line = document.getElementById("begun");
const [told, button] = line.children;
export const visit = { logId: newId(), opened: new Date(), isOver: false };
const kept = reading({
  address, restore,
  opened: visit.opened,
  choose: fitting,
  read: () => tidyDrafts(collar),
  isOver: () => visit.isOver,
});
let blank = {};
let cleared = null;

// Which tab this is: it stays itself over a reload, a scanned code opens another one.
function tabOf() {
  try {
    sessionStorage.tab ??= newId();
    return sessionStorage.tab;
  } catch {
    return "";
  }
}

function current() {
  const values = valuesOf(form);
  return {
    address: kept.keptAs(),
    area, visit: place, asked, collar, tab: tabOf(), values,
    log_id: visit.logId,
    began_at: visit.opened.getTime(),
    changed_at: Date.now(),
    is_touched: isTouched(values, blank),
    position: { ...arrival },
  };
}

function tell(text, act) {
  told.textContent = text;
  button.textContent = act;
  line.hidden = false;
}

// The page as it stands when nothing was typed: arrived when it was opened.
function setBlank() {
  form.elements.arrived_at.value = wallOf(visit.opened);
  showCompany();
  blank = valuesOf(form);
}

function putBack(draft, typed = {}) {
  visit.logId = draft.log_id;
  visit.opened = new Date(draft.began_at);
  blank.arrived_at = [wallOf(visit.opened)];
  setArrival(draft.position);
  const names = draft.asked === asked ? [] : ANSWERS;
  const { rest, answers } = withoutAnswers(draft.values, names);
  const values = withTyped(rest, { typed, blank, notes: notes.map(({ name }) => name) });
  fill(form, values);
  const homeless = openActs(values, () => fill(form, values));
  const note = noteWith(notes[0].value, answers, homeless);
  if (note !== notes[0].value) fill(form, { [notes[0].name]: [note] });
  tell(`Started ${beganText(draft, Date.now())}, not sent.`, "Clear");
  form.dispatchEvent(new Event("restored"));
}

function fitting(drafts) {
  return draftFor({ address, visit: place, collar, tab: tabOf(), now: Date.now(), rules: rules.drafts }, drafts);
}

// Go on with what was begun, also under an older code of this area; arrivals elsewhere led to nothing.
async function restore(found, drafts) {
  const early = valuesOf(form);
  if (found) putBack(found, isTouched(early, blank) ? early : {});
  // A tab that was made anew behind another is nobody's arrival.
  const isHere = found || document.visibilityState === "visible";
  const standing = isHere ? await keepDraft(current()) : undefined;
  // Another tab wrote here since this one read.
  if (standing) await restore(standing, drafts);
  else await forgetDrafts(leftBehind(drafts, address));
}

setBlank();
const typed = keepTyped({ current, isOver: () => visit.isOver, restored: kept.look() });
export const restored = typed.restored;

// Keep what stands on the page now.
export const keepBegun = typed.keep;

// The visit is in the queue or stored: nothing of it is a draft any more.
export async function endBegun() {
  visit.isOver = true;
  line.hidden = true;
  await dropDraft(current());
}

// The same words under a number of their own: the log they were sent as is taken back.
export function beginAgain() {
  Object.assign(visit, { logId: newId(), isOver: false });
  return typed.keepNow();
}

// What became of the log whose words stand here again.
export function tellUndone(sentence) {
  cleared = null;
  tell(sentence, "Clear");
}

function clear() {
  cleared = current();
  dropDraft(cleared);
  Object.assign(visit, { logId: newId(), opened: new Date() });
  for (const name of Object.keys(arrival)) {
    form.elements[name].value = "";
    delete arrival[name];
  }
  form.reset();
  openActs({}, () => undefined);
  setBlank();
  tell("Cleared.", "Put back");
  form.dispatchEvent(new Event("restored"));
  arrive();
}

function clearOrPutBack() {
  if (cleared) putBack(cleared);
  else clear();
  if (button.textContent === "Clear") cleared = null;
  typed.keepSoon();
}

// The officer is in another area of the sheet: the visit that was begun here is that one's, unless one was begun there.
async function moveTo(there) {
  const draft = current();
  const drafts = await allDrafts();
  if (!drafts.some((each) => each.address === there.address && each.is_touched)) {
    visit.isMoved = visit.isOver = true;
    await keepDraft(moved(draft, there));
    await forgetDrafts([draft]);
  }
  location.assign(there.address);
}

// Another tab went on with this visit: show what it says now, or begin anew where it is over.
async function follow({ draft: logId, address: changed, isGone }) {
  if (visit.isOver || !logId) return;
  if (isGone && logId === visit.logId) location.reload();
  if (isGone || changed !== address) return;
  const found = fitting(kept.others(await allDrafts()).filter((draft) => draft.is_touched));
  if (found && !typed.isChanged()) putBack(found);
}

form.addEventListener("input", () => {
  if (cleared) line.hidden = true;
  cleared = null;
});
form.addEventListener("arrived", typed.keepSoon);
button.addEventListener("click", clearOrPutBack);
document.querySelector("#elsewhere a").addEventListener("click", (event) => {
  event.preventDefault();
  moveTo({ address: event.target.pathname, area: document.querySelector("#elsewhere strong").textContent });
});
channel.addEventListener("message", ({ data }) => follow(data));
addEventListener("pageshow", () => visit.isMoved && location.reload());
