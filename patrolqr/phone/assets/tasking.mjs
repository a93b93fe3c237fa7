// The page of a tasking works without this script. It adds steppers, sending without a page load, a queue for when there is
// no signal, undo, what was typed kept until it is sent, and the other pages of the sheet for later.
import { answersOf, valueOf } from "./answers.mjs";
import { sendWaiting, showBar } from "./bar.mjs";
import { beginAgain, endBegun, keepBegun, restored, tellUndone, visit } from "./begun.mjs";
import { rememberVisit } from "./brief.mjs";
import { keepCompany } from "./company.mjs";
import { askForMissing, collectDetails } from "./details.mjs";
import { newEntry, nextVersion } from "./entries.mjs";
import { valuesOf } from "./filling.mjs";
import {
  askAboutPersonal, askAboutStay, askAboutTimes, form, middle, outcome, showForm, showOutcome, showUnkept, unanswered,
} from "./form.mjs";
import { arrival, leaving } from "./location.mjs";
import { channel, deliver, undo } from "./queue.mjs";
import { rules } from "./rules.mjs";
import { instantOf, leftAt, wallOf } from "./times.mjs";

const answers = form.elements;
const counts = [...form.querySelectorAll(".counters:not(.company) > .counter input")];
const times = [...form.querySelectorAll(".times input")];
const notes = [...form.querySelectorAll("textarea")];
const { pass: passId, area } = form.dataset;
let sent = null;
let tried = {};
let chosen = null;
let stayed = "";
let isAsking = false;
let undoTimer;

// One button in one place: nothing to report, until the first entry.
function showAct() {
  const written = form.querySelectorAll(".ask input, .notes :is(input, select, textarea):not([data-offered])");
  const isReporting = [...written].some(valueOf) || counts.some((input) => Number(input.value) > 0);
  form.classList.toggle("reporting", isReporting);
  for (const button of document.querySelectorAll("#act button")) button.hidden = (button.value === "leaving") !== isReporting;
}

// When the officer was here, in one line: Arrived 21:04, Left 21:20.
function showTimes() {
  const told = times.filter(({ value }) => value).map((input) => `${input.labels[0].textContent.trim()} ${input.value}`);
  form.querySelector(".stay span").textContent = told.join(", ") || "No times";
}

function instant(input) {
  return instantOf(input.value, { middle, shown: visit.opened, now: new Date() });
}

function logOf(button) {
  const arrived = instant(answers.arrived_at);
  const isLeaving = button === "leaving";
  const left = leftAt(instant(answers.left_at), { arrived, isLeaving, now: new Date() });
  const { logId, opened } = visit;
  const signed = { paired: answers.paired.value, written_as: answers.written_as.value };
  const log = { log_id: logId, opened_at: opened.toISOString(), ...signed, ...answersOf(form) };
  log.asked_as = answers.asked_as.value;
  for (const input of times) log[input.name] = instant(input)?.toISOString() ?? "";
  log.left_at = left ? left.toISOString() : "";
  return { ...log, ...collectDetails(), ...arrival };
}

function show(title, text, { mayUndo = true, isDone = false } = {}) {
  const undoing = outcome.querySelector("[data-undo]");
  const correct = outcome.querySelector("[data-correct]");
  clearTimeout(undoTimer);
  undoing.hidden = !mayUndo;
  correct.href = `/o/${passId}/correct/${visit.logId}`;
  correct.hidden = !isDone;
  // From then on what is stored is corrected.
  if (isDone && mayUndo) undoTimer = setTimeout(() => undoing.setAttribute("hidden", ""), rules.sending.undo_ms);
  showOutcome(title, text, { isDone });
}

// What became of the log: by now, or nothing yet.
function showResult({ became, told, isPerhaps }) {
  const sentence = told?.sentence ?? "";
  const [title, ...rest] = sentence.split(": ");
  const [place, next] = unanswered(isPerhaps);
  if (became === "stored") show(title, rest.join(": "), { isDone: !told.taken_back, mayUndo: !told.taken_back });
  else if (became === "stuck") show("Not stored yet", sentence);
  else if (told?.code === "not_paired") show("Kept on this phone", sentence);
  else show(`${place} ${wallOf(new Date())}`, next);
}

// Somebody else sent it: the worker, another tab, or the bar.
function follow({ log_id: logId, ...outcomeOf }) {
  if (logId && logId === sent?.log_id && !outcome.hidden) showResult(outcomeOf);
}

async function send(log) {
  sent = newEntry(log, { passId, area, now: Date.now() });
  const { log_id: logId } = sent;
  show("Sending …", "", { mayUndo: false });
  const whenKept = () => {
    show("Sending …", "It is safe on this phone already.");
    return endBegun();
  };
  const result = await deliver(sent, { whenKept, more: log.left_at ? leaving : undefined });
  const isShown = sent?.log_id === logId;
  const isSafe = result.isKept || result.became === "stored";
  if (isShown && isSafe) showResult(result);
  if (!isSafe) goOn(result);
  else if (isShown && !result.isKept) await endBegun();
  sendWaiting();
}

// Neither in the queue nor stored: the words stay, here and as a draft.
function goOn(result) {
  sent = null;
  tried.isSent = result.became !== "stuck" || result.told.code === "log_conflict";
  showUnkept(result);
  keepBegun();
}

// The log of this page. Sent again with nothing changed it is the very log that was sent; with other words it is its next
// version: the server may have it already.
function newOrTried(button) {
  const said = JSON.stringify([visit.logId, button, valuesOf(form)]);
  if (tried.said === said) return tried.log;
  const log = logOf(button);
  const isNext = tried.isSent && tried.log.log_id === log.log_id;
  const next = isNext ? { ...log, ...versionAfter(tried.log) } : log;
  tried = { said, log: next };
  return next;
}

function versionAfter(before) {
  const { version, replaces, corrected_why } = nextVersion(before, rules.sending.mended_why);
  return { version, replaces, corrected_why };
}

// The words stand in the form again, and are kept, before the log they were sent as is taken back.
async function takeBack() {
  const undone = sent;
  sent = null;
  show("Taking back …", "", { mayUndo: false });
  await beginAgain();
  const { became, told } = await undo(undone, true);
  if (became === "too late") {
    await endBegun();
    visit.logId = undone.log_id;
    show("Stored", told.sentence, { mayUndo: false, isDone: true });
  } else {
    showForm();
    tellUndone(["later", "offline"].includes(became) ? told?.sentence ?? rules.sending.undo_waits : told.sentence);
  }
  showBar();
}

function tellRoomLeft(note) {
  const left = note.maxLength - note.value.length;
  const isNearlyFull = note.value.length > note.maxLength / 2;
  form.querySelector(`[data-left=${note.name}]`).textContent = isNearlyFull ? `${left} characters left` : "";
}

// A second tap on a quick answer takes it back.
function toggle(chip) {
  chip.checked = chosen !== chip;
  chosen = chip.checked ? chip : null;
  if (!chosen) chip.dispatchEvent(new Event("input", { bubbles: true }));
}

// What was begun shows first: nothing of it is left out.
async function submit(button) {
  await restored;
  if (sent || isAsking || askForMissing() || askAboutTimes(instant)) return;
  const log = newOrTried(button);
  if (stayed !== log.arrived_at && askAboutStay(log, (isNow) => stay(isNow, button))) return;
  isAsking = true;
  const isPersonal = await askAboutPersonal(log);
  isAsking = false;
  if (isPersonal) return;
  sent = {};
  tried.isSent = true;
  keepCompany();
  rememberVisit();
  await send(log);
}

// Arrived when the form says, or just now: nobody knows then how long it was.
function stay(isNow, button) {
  if (isNow) {
    answers.arrived_at.value = wallOf(new Date());
    answers.left_at.value = "";
    form.dispatchEvent(new Event("input"));
  }
  stayed = instant(answers.arrived_at).toISOString();
  submit(isNow ? "nothing" : button);
}

function showRestored() {
  chosen = form.querySelector(".ask .chips :checked");
  notes.forEach(tellRoomLeft);
  showEntries();
}

function showEntries() {
  showAct();
  showTimes();
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  submit(event.submitter?.value ?? "leaving");
});
form.addEventListener("input", showEntries);
channel.addEventListener("message", ({ data }) => follow(data));
addEventListener("sent", ({ outcome: became }) => follow(became));
form.addEventListener("restored", showRestored);
for (const note of notes) note.addEventListener("input", () => tellRoomLeft(note));
for (const chip of form.querySelectorAll(".ask .chips input")) chip.addEventListener("click", () => toggle(chip));
outcome.querySelector("[data-undo]").addEventListener("click", takeBack);
outcome.querySelector("[data-again]").addEventListener("click", () => location.reload());
showEntries();
// what can wait until the page stands: the sheet, who was here, what is next
import(form.dataset.later).catch(() => undefined);
