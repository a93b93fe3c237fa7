// The page works without this file. It adds steppers, sending without a page load, a queue for when there is no signal,
// undo, and the other pages of the sheet for later.
"use strict";
const form = document.getElementById("log");
const answers = form.elements;
const counts = [...form.querySelectorAll(".counter input")];
const notes = [...form.querySelectorAll("textarea")];
const others = ["paired", "intelligence", "cut_short", "kept_why"].map((name) => form.elements[name]);
const texts = [...notes, ...form.querySelectorAll(".ask [type=text]")];
const warning = document.getElementById("privacy");
const page = document.getElementById("tasking");
const outcome = document.getElementById("outcome");
const passId = form.dataset.pass;
const SHORTEST_STAY_MS = 120000;
const AHEAD_MS = 900000;
let opened = new Date();
let logId = Queue.newId();
let sent = null;
let chosen = null;

const two = (number) => String(number).padStart(2, "0");
const wall = (moment) => `${two(moment.getHours())}:${two(moment.getMinutes())}`;

function reporting() {
  const written = [...notes, answers.intelligence, answers.cut_short].some((input) => input.value.trim());
  const any = written || counts.some((input) => Number(input.value) > 0);
  form.classList.toggle("reporting", any);
  form.querySelector("[value=nothing]").hidden = any;
}

function step(button) {
  const input = button.parentElement.querySelector("input");
  input.value = Math.min(Math.max(Number(input.value) + Number(button.dataset.step), 0), Number(input.max));
  input.dispatchEvent(new Event("input", { bubbles: true }));
}

// A time on the wall clock, as the instant nearest to when the page was opened; of two, the last that has come.
function instant(text) {
  if (!text) return null;
  if (text === wall(opened)) return opened;
  const [hours, minutes] = text.split(":").map(Number);
  const near = new Date(opened);
  near.setHours(hours, minutes, 0, 0);
  const half = 12 * 3600000;
  if (near - opened > half) near.setDate(near.getDate() - 1);
  if (opened - near > half) near.setDate(near.getDate() + 1);
  const again = new Date(near.getTime() + 3600000);
  return wall(again) === text && again - Date.now() < AHEAD_MS ? again : near;
}

function logOf(button) {
  const arrived = instant(answers.arrived_at.value);
  let left = instant(answers.left_at.value);
  const stay = arrived ? Date.now() - arrived : 0;
  if (!left && (button === "leaving" || stay >= SHORTEST_STAY_MS)) left = new Date();
  const log = { log_id: logId, opened_at: opened.toISOString() };
  for (const input of [...notes, ...others]) log[input.name] = input.value.trim();
  log.tactics_done = [...form.querySelectorAll("[name=tactics_done]")]
    .filter((input) => input.checked || input.type === "text")
    .map((input) => input.value.trim())
    .join("; ");
  for (const input of counts) log[input.name] = Number(input.value);
  log.answer = [answers.answer_quick?.value, answers.answer?.value.trim()].filter(Boolean).join(": ");
  log.arrived_at = arrived ? arrived.toISOString() : "";
  log.left_at = left ? left.toISOString() : "";
  Object.assign(log, Details.collect());
  Object.assign(log, Place.arrival);
  return log;
}

function show(title, text, { undo = true, done = false } = {}) {
  page.hidden = true;
  outcome.classList.toggle("done", done);
  outcome.hidden = false;
  outcome.querySelector("h1").textContent = title;
  outcome.querySelector("p").textContent = text;
  outcome.querySelector("[data-undo]").hidden = !undo;
  outcome.querySelector("[data-correct]").href = `/o/${passId}/correct/${logId}`;
  outcome.querySelector("[data-correct]").hidden = !done;
  scrollTo(0, 0);
}

function showForm() {
  outcome.hidden = true;
  page.hidden = false;
  logId = Queue.newId();
  sent = null;
}

async function sendLog(button) {
  const log = logOf(button);
  sent = { log_id: log.log_id, pass_id: passId, area: form.dataset.area, made_at: Date.now(), state: "waiting", log };
  await Queue.put(sent);
  show("Sending …", "", { undo: false });
  if (log.left_at) await Queue.mend(log.log_id, await Place.leaving());
  const became = (await Queue.flush()).get(log.log_id);
  const [title, ...rest] = (became?.told?.sentence ?? "").split(": ");
  if (became?.became === "stored") show(title, rest.join(": "), { done: true });
  else if (became?.became === "stuck") show("Not stored yet", became.told.sentence);
  else if (became?.told?.code === "not_paired") show("Kept on this phone", became.told.sentence);
  else show(`Kept on this phone ${wall(new Date())}`, "It sends itself as soon as there is signal.");
  sendWaiting();
}

// Warns once per finding; a reason, or changed words, let the log go.
function personal() {
  const details = form.querySelectorAll(".act [type=text]:not([name$=reference], [name$=custody])");
  const found = [...texts, ...details].map((input) => Privacy.finding(input.value)).find(Boolean);
  warning.hidden = !found || Boolean(answers.kept_why.value.trim());
  if (warning.hidden) return false;
  warning.querySelector("p").textContent = `${found} Put it in the force's own record and give its reference here.`;
  answers.kept_why.focus();
  return true;
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (sent || Details.missing() || personal()) return;
  sent = {};
  const button = event.submitter?.value ?? "leaving";
  sendLog(button).catch(() => {
    // This browser keeps nothing: send as a page without script does.
    answers.log_id.value = logId;
    form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "send", value: button }));
    form.submit();
  });
});

outcome.querySelector("[data-undo]").addEventListener("click", async () => {
  try {
    await Queue.undo(sent);
    showForm();
  } catch {
    outcome.querySelector("p").textContent = "It could not be taken back without signal. Try again when there is some.";
  }
  showBar();
});
outcome.querySelector("[data-again]").addEventListener("click", () => location.reload());

// Bring the other pages of the sheet while there is signal, those that changed only.
async function bringSheet() {
  await navigator.serviceWorker.ready;
  const answer = await fetch(`/o/${passId}/sheet`);
  if (!answer.ok) return;
  const marks = (await answer.json()).pages;
  tellChange(marks[`/o/${passId}`]);
  const pages = await caches.open("pages");
  for (const [address, sheet] of Object.entries(marks)) {
    const kept = await pages.match(address);
    if (kept?.headers.get("X-Sheet") === sheet) continue;
    const fetched = await fetch(address);
    if (fetched.ok) await pages.put(address, fetched);
  }
  document.documentElement.dataset.sheet = "kept";
}

// The page came from memory and the sheet has changed since: say so, and leave what was typed alone.
function tellChange(sheet) {
  if (sheet && sheet !== form.dataset.sheet) document.getElementById("changed").hidden = false;
}

// The pairing has ended while this page was open from memory: its text goes, what was typed stays and can be sent.
function forget() {
  if (!form.classList.contains("reporting") && !sent) return location.reload();
  for (const told of page.querySelectorAll(".area, .brief, p.hazard, .ask legend, .ask > p")) told.remove();
  const banner = document.getElementById("changed");
  banner.textContent = "This phone's pairing has ended. Send what you wrote; it goes out once the phone is paired again.";
  banner.hidden = false;
}

Queue.channel.addEventListener("message", ({ data }) => {
  if (data.unpaired) forget();
  if (data.address === `/o/${passId}`) tellChange(data.sheet);
});

form.classList.add("stepped");
for (const button of form.querySelectorAll("[data-step]")) {
  button.hidden = false;
  button.addEventListener("click", () => step(button));
}
for (const note of notes) {
  const left = form.querySelector(`[data-left=${note.name}]`);
  note.addEventListener("input", () => {
    left.textContent = note.value.length > note.maxLength / 2 ? `${note.maxLength - note.value.length} characters left` : "";
  });
}
for (const chip of form.querySelectorAll(".ask .chips input")) {
  chip.addEventListener("click", () => {
    chip.checked = chosen !== chip;
    chosen = chip.checked ? chip : null;
  });
}
form.addEventListener("input", reporting);
answers.arrived_at.value = wall(opened);
reporting();
if (navigator.serviceWorker && self.caches) bringSheet().catch(() => undefined);
