// The page of a tasking works without this script. It adds steppers, sending without a page load, a queue for when there is
// no signal, undo, what was typed kept until it is sent, and the other pages of the sheet for later.
import { answersOf, valueOf } from "./answers.mjs";
import { sendWaiting, showBar } from "./bar.mjs";
import { beginAgain, endBegun, keepBegun, restored, visit } from "./begun.mjs";
import { rememberVisit } from "./brief.mjs";
import { keepCompany } from "./company.mjs";
import { askForMissing, collectDetails } from "./details.mjs";
import { added, newEntry } from "./entries.mjs";
import { valuesOf } from "./filling.mjs";
import { askAboutPersonal, askAboutTimes, form, middle, outcome, showForm, showOutcome, showUnkept } from "./form.mjs";
import { arrival, leaving } from "./location.mjs";
import { keep, sendKept, sendStraight, undo } from "./queue.mjs";
import { rules } from "./rules.mjs";
import { keepSheet } from "./sheet.mjs";
import { instantOf, leftAt, wallOf } from "./times.mjs";

const answers = form.elements;
const counts = [...form.querySelectorAll(".counters:not(.company) > .counter input")];
const times = [...form.querySelectorAll(".times input")];
const notes = [...form.querySelectorAll("textarea")];
const { pass: passId, area } = form.dataset;
let sent = null;
let tried = {};
let chosen = null;

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
  return instantOf(input.value, { middle, shown: visit.opened, now: new Date(), rules: rules.times });
}

function logOf(button) {
  const arrived = instant(answers.arrived_at);
  const isLeaving = button === "leaving";
  const left = leftAt(instant(answers.left_at), { arrived, isLeaving, now: new Date(), rules: rules.times });
  const { logId, opened } = visit;
  const signed = { paired: answers.paired.value, written_as: answers.written_as.value };
  const log = { log_id: logId, opened_at: opened.toISOString(), ...signed, ...answersOf(form) };
  log.asked_as = answers.asked_as.value;
  for (const input of times) log[input.name] = instant(input)?.toISOString() ?? "";
  log.left_at = left ? left.toISOString() : "";
  return { ...log, ...collectDetails(), ...arrival };
}

function show(title, text, { mayUndo = true, isDone = false } = {}) {
  const correct = outcome.querySelector("[data-correct]");
  outcome.querySelector("[data-undo]").hidden = !mayUndo;
  correct.href = `/o/${passId}/correct/${visit.logId}`;
  correct.hidden = !isDone;
  showOutcome(title, text, { isDone });
}

// What became of the log: by now, or nothing yet.
function showResult({ became, told } = {}) {
  const sentence = told?.sentence ?? "";
  const [title, ...rest] = sentence.split(": ");
  if (became === "stored") show(title, rest.join(": "), { isDone: true });
  else if (became === "stuck") show("Not stored yet", sentence);
  else if (told?.code === "not_paired") show("Kept on this phone", sentence);
  else show(`Kept on this phone ${wallOf(new Date())}`, "It sends itself as soon as there is signal.");
}

async function send(log) {
  sent = newEntry(log, { passId, area, now: Date.now() });
  const isKept = await keep(sent);
  show("Sending …", "", { mayUndo: false });
  if (isKept) await endBegun();
  const position = log.left_at ? await leaving() : {};
  const result = isKept ? await sendKept(sent, position) : await sendStraight(added(sent, position));
  if (isKept || result.became === "stored") showResult(result);
  else goOn(result);
  if (!isKept && result.became === "stored") await endBegun();
  sendWaiting();
}

// Neither in the queue nor stored: the words stay, here and as a draft.
function goOn(result) {
  sent = null;
  showUnkept(result);
  keepBegun();
}

// The log of this page. Sent again with nothing changed it is the very log that was sent: the server may have it already.
function newOrTried(button) {
  const said = JSON.stringify([visit.logId, button, valuesOf(form)]);
  if (tried.said !== said) tried = { said, log: logOf(button) };
  return tried.log;
}

async function takeBack() {
  try {
    await undo(sent);
    showForm();
    sent = null;
    await beginAgain();
  } catch {
    outcome.querySelector("p").textContent = "It could not be taken back without signal. Try again when there is some.";
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
  if (sent || askForMissing() || askAboutTimes(instant)) return;
  const log = newOrTried(button);
  if (askAboutPersonal(log)) return;
  sent = {};
  keepCompany();
  rememberVisit();
  await send(log);
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
form.addEventListener("restored", showRestored);
for (const note of notes) note.addEventListener("input", () => tellRoomLeft(note));
for (const chip of form.querySelectorAll(".ask .chips input")) chip.addEventListener("click", () => toggle(chip));
outcome.querySelector("[data-undo]").addEventListener("click", takeBack);
outcome.querySelector("[data-again]").addEventListener("click", () => location.reload());
showEntries();
keepSheet(() => sent !== null || form.classList.contains("reporting"));
