// A stored log, corrected: sent like any other log, also later, as the next version under the same number.
"use strict";
const form = document.getElementById("log");
const warning = document.getElementById("privacy");
const outcome = document.getElementById("outcome");
const HALF_A_DAY_MS = 12 * 3600000;

// A time on the wall clock: the very instant it was while nobody changes it, else the one nearest to the visit.
function instant(input) {
  if (!input.value || input.value === input.defaultValue) return input.value && input.dataset.exact;
  const near = new Date(input.dataset.near);
  const base = near.getTime();
  near.setHours(...input.value.split(":").map(Number), 0, 0);
  if (near - base > HALF_A_DAY_MS) near.setDate(near.getDate() - 1);
  if (base - near > HALF_A_DAY_MS) near.setDate(near.getDate() + 1);
  return near.toISOString();
}

function corrected() {
  const log = {};
  for (const input of form.querySelectorAll("input:not(.act *, [name$=_was]), textarea")) log[input.name] = input.value.trim();
  for (const input of form.querySelectorAll("[type=number]")) log[input.name] = Number(input.value);
  for (const input of form.querySelectorAll("[type=time]")) log[input.name] = instant(input);
  return Object.assign(log, { version: Number(log.version) }, Details.collect());
}

function personal() {
  const written = form.querySelectorAll("textarea, [type=text]:not(#kept_why, [name$=reference], [name$=custody])");
  const found = [...written].map((input) => Privacy.finding(input.value)).find(Boolean);
  warning.hidden = !found || Boolean(form.elements.kept_why.value.trim());
  if (warning.hidden) return false;
  warning.querySelector("p").textContent = found;
  form.elements.kept_why.focus();
  return true;
}

function show(title, text, done = false) {
  document.getElementById("tasking").hidden = true;
  outcome.hidden = false;
  outcome.classList.toggle("done", done);
  outcome.querySelector("h1").textContent = title;
  outcome.querySelector("p").textContent = text;
  scrollTo(0, 0);
}

async function send() {
  const log = corrected();
  await Queue.put({ log_id: log.log_id, pass_id: form.dataset.pass, area: form.dataset.area, made_at: Date.now(), state: "waiting", log });
  const became = (await Queue.flush()).get(log.log_id);
  if (became?.became === "stored") show("Corrected", became.told.sentence, true);
  else if (became?.became === "stuck") show("Not stored yet", became.told.sentence);
  else show("Kept on this phone", "It sends itself as soon as there is signal.");
  sendWaiting();
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (!Details.missing() && !personal()) send().catch(() => form.submit());
});
form.classList.add("stepped");
for (const button of form.querySelectorAll("[data-step]")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    const input = button.parentElement.querySelector("input");
    input.value = Math.min(Math.max(Number(input.value) + Number(button.dataset.step), 0), Number(input.max));
    input.dispatchEvent(new Event("input", { bubbles: true }));
  });
}
