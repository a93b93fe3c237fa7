// What the forms of a new and of a stored log share: steppers, the question about personal details, and what became of it.
import { stepped } from "./counting.mjs";
import { moveOn } from "./moving.mjs";
import { findIn } from "./privacy.mjs";
import { privacyRules, rules } from "./rules.mjs";
import { isAhead, longStay } from "./times.mjs";

export const form = document.getElementById("log");
export const outcome = document.getElementById("outcome");
export const middle = new Date(form.dataset.middle);
const unkept = document.getElementById("unkept");
const STAYS = "This browser keeps nothing, so your words stay on this page: leave it open";
const act = document.getElementById("act");
const words = form.querySelector(".ask .words");
const warning = document.getElementById("privacy");

// Ask about what looks like personal details; a reason, or changed words, let the log go. Say whether it was asked.
export async function askAboutPersonal(log) {
  const privacy = log.kept_why ? undefined : await privacyRules();
  const found = privacy === undefined ? [] : findIn(log, { ...privacy, spared: form.dataset.name });
  warning.hidden = !found.length;
  if (!found.length) return false;
  warning.querySelector("p").textContent = [...found, privacy.advice].join(" ");
  form.elements.kept_why.focus();
  return true;
}

// Ask about a time that has not come yet, as the server asks where there is no script. Say whether it was asked.
export function askAboutTimes(instant, now = new Date()) {
  const isWrong = (input) => isAhead(new Date(instant(input)), { now });
  const wrong = [...form.querySelectorAll(".times input")].find(isWrong);
  if (!wrong) return false;
  const told = document.createElement("p");
  const label = wrong.labels[0].textContent.trim();
  told.className = "wrong";
  told.role = "alert";
  told.textContent = rules.times.not_come.replace("{label}", label).replace("{wall}", wrong.value);
  wrong.closest(".times").after(told);
  for (const folded of form.querySelectorAll(".stay")) folded.open = true;
  wrong.focus();
  return true;
}

// Ask about a stay much longer than the tasking asks for: arrived then, or now? Say whether it was asked.
export function askAboutStay(log, choose) {
  const [arrived, left] = [log.arrived_at, log.left_at].map((text) => text && new Date(text));
  const question = longStay(arrived, left, form.dataset.minutes);
  document.getElementById("stay")?.remove();
  if (!question) return false;
  const box = document.createElement("div");
  const told = document.createElement("p");
  Object.assign(box, { id: "stay", className: "hazard", role: "alert" });
  told.textContent = question;
  box.append(told);
  for (const [text, isNow] of [["It was that long, send", false], ["Arrived now, send", true]]) {
    const button = document.createElement("button");
    Object.assign(button, { type: "button", className: "second button", textContent: text });
    button.addEventListener("click", () => {
      box.remove();
      choose(isNow);
    });
    box.append(button);
  }
  const times = form.querySelector(".times");
  (times.closest("details") ?? times).after(box);
  box.scrollIntoView({ block: "center" });
  return true;
}

// A log without an answer, as a title and a text: nobody says that it waits where the server may have it.
export function unanswered(isPerhaps = true) {
  return isPerhaps
    ? ["Safe on this phone", "No answer yet: it may be stored already. It is asked again by itself."]
    : ["Kept on this phone", "It sends itself as soon as there is signal."];
}

export function showOutcome(title, text, { isDone = false } = {}) {
  unkept.hidden = true;
  document.getElementById("tasking").hidden = true;
  act.hidden = true;
  outcome.hidden = false;
  outcome.classList.toggle("done", isDone);
  outcome.querySelector("h1").textContent = title;
  outcome.querySelector("p").textContent = text;
  scrollTo(0, 0);
}

// The form again, with what stands in it.
export function showForm() {
  outcome.hidden = true;
  act.hidden = false;
  document.getElementById("tasking").hidden = false;
}

// Neither kept nor stored: the page stays with the words in it, and says so.
export function showUnkept({ became, told }) {
  let sentence = `Not sent: no answer from the server. ${STAYS}, and send again.`;
  if (told?.code === "not_paired") sentence = `Not sent: not paired any more. ${STAYS}, pair in another tab, and send again.`;
  if (became === "stuck") sentence = `Not stored: ${told.sentence}`;
  unkept.textContent = sentence;
  unkept.hidden = false;
  showForm();
  scrollTo(0, 0);
}

function step(button) {
  const input = button.parentElement.querySelector("input");
  input.value = stepped(input.value, button.dataset.step, input.max, input.min);
  input.dispatchEvent(new Event("input", { bubbles: true }));
}

// Words alone answer no question that has a list: the browser asks for one of it before anything is sent.
function checkAnswer() {
  const isHalf = words?.value.trim() && form.elements.answer_quick?.value === "";
  words?.setCustomValidity(isHalf ? "Tap one of the answers as well, or take these words out." : "");
}

// Words that are offered beside a field: a tap writes them, after what stands there.
function write({ target }) {
  const box = target.closest(".says");
  if (!box || target === box) return;
  const input = box.parentElement.querySelector("input[maxlength]");
  const said = input.value.trim();
  const both = [said, target.textContent].filter(Boolean).join(", ");
  if (!said.includes(target.textContent)) input.value = both.slice(0, input.maxLength);
  input.dispatchEvent(new Event("input", { bubbles: true }));
}

addEventListener("load", privacyRules);
form.classList.add("stepped");
form.addEventListener("click", write);
form.addEventListener("input", checkAnswer);
form.addEventListener("restored", checkAnswer);
form.addEventListener("keydown", moveOn);
for (const input of form.querySelectorAll("input")) input.enterKeyHint = "next";
for (const button of form.querySelectorAll("[data-step]")) {
  button.hidden = false;
  button.addEventListener("click", () => step(button));
}
