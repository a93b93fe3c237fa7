// The page of a tasking works without this script. It adds steppers, sending without a page load, a queue for when there is
// no signal, undo, and the other pages of the sheet for later.
import { answersOf, valueOf } from "./answers.mjs";
import { sendWaiting, showBar } from "./bar.mjs";
import { keepCompany, showCompany } from "./company.mjs";
import { askForMissing, collectDetails } from "./details.mjs";
import { newEntry, newId } from "./entries.mjs";
import { askAboutPersonal, askAboutTimes, form, middle, outcome, showOutcome } from "./form.mjs";
import { arrival, leaving } from "./location.mjs";
import { add, flush, put, undo } from "./queue.mjs";
import { rules } from "./rules.mjs";
import { keepSheet } from "./sheet.mjs";
import { instantOf, leftAt, wallOf } from "./times.mjs";

const answers = form.elements;
const counts = [...form.querySelectorAll(".counters:not(.company) > .counter input")];
const notes = [...form.querySelectorAll("textarea")];
const { pass: passId, area } = form.dataset;
const opened = new Date();
let logId = newId();
let sent = null;
let chosen = null;

function showButtons() {
  const written = form.querySelectorAll(".notes :is(input, select, textarea):not([data-offered])");
  const isReporting = [...written].some(valueOf) || counts.some((input) => Number(input.value) > 0);
  form.classList.toggle("reporting", isReporting);
  form.querySelector("[value=nothing]").hidden = isReporting;
}

function instant(input) {
  return instantOf(input.value, { middle, shown: opened, now: new Date(), rules: rules.times });
}

function logOf(button) {
  const arrived = instant(answers.arrived_at);
  const isLeaving = button === "leaving";
  const left = leftAt(instant(answers.left_at), { arrived, isLeaving, now: new Date(), rules: rules.times });
  const log = { log_id: logId, opened_at: opened.toISOString(), paired: answers.paired.value, ...answersOf(form) };
  log.answer = [answers.answer_quick?.value, answers.answer?.value.trim()].filter(Boolean).join(": ");
  for (const input of form.querySelectorAll(".times input")) log[input.name] = instant(input)?.toISOString() ?? "";
  log.left_at = left ? left.toISOString() : "";
  return { ...log, ...collectDetails(), ...arrival };
}

function show(title, text, { mayUndo = true, isDone = false } = {}) {
  const correct = outcome.querySelector("[data-correct]");
  outcome.querySelector("[data-undo]").hidden = !mayUndo;
  correct.href = `/o/${passId}/correct/${logId}`;
  correct.hidden = !isDone;
  showOutcome(title, text, { isDone });
}

function showForm() {
  outcome.hidden = true;
  document.getElementById("tasking").hidden = false;
  logId = newId();
  sent = null;
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
  await put(sent);
  show("Sending …", "", { mayUndo: false });
  if (log.left_at) await add(log.log_id, await leaving());
  showResult((await flush()).get(log.log_id));
  sendWaiting();
}

// This browser keeps nothing: send as a page without script does.
function sendPlain(button) {
  const pressed = document.createElement("input");
  Object.assign(pressed, { type: "hidden", name: "send", value: button });
  answers.log_id.value = logId;
  form.append(pressed);
  form.submit();
}

async function takeBack() {
  try {
    await undo(sent);
    showForm();
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
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const button = event.submitter?.value ?? "leaving";
  if (sent || askForMissing() || askAboutTimes(instant)) return;
  const log = logOf(button);
  if (askAboutPersonal(log)) return;
  sent = {};
  keepCompany();
  send(log).catch(() => sendPlain(button));
});
form.addEventListener("input", showButtons);
for (const note of notes) note.addEventListener("input", () => tellRoomLeft(note));
for (const chip of form.querySelectorAll(".ask .chips input")) chip.addEventListener("click", () => toggle(chip));
outcome.querySelector("[data-undo]").addEventListener("click", takeBack);
outcome.querySelector("[data-again]").addEventListener("click", () => location.reload());
answers.arrived_at.value = wallOf(opened);
showCompany();
showButtons();
keepSheet(() => sent !== null || form.classList.contains("reporting"));
