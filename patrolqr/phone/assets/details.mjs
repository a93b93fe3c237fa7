// Details of what was counted: a first + opens its questions, another + opens more, a − puts the last ones away unsent.
import { valueOf } from "./answers.mjs";
import { actsToShow, canAddAct, isNeeded } from "./counting.mjs";

const log = document.getElementById("log");
const groups = [...log.querySelectorAll("[data-group]")];
const actsOf = (group) => [...group.querySelectorAll(".act")];
const shownActs = (group) => (group.hidden ? [] : actsOf(group).filter((act) => !act.hidden));
const counterOf = (group) => log.elements[group.dataset.counter];
const controlsOf = (act) => [...act.querySelectorAll("input, select")];

// What one act's controls say; questions that are put away say nothing.
function answersOf(act) {
  const answers = {};
  for (const control of controlsOf(act)) {
    const name = control.name.split("-")[2];
    const value = valueOf(control);
    if (!value || control.closest("[data-q][hidden]")) continue;
    if (control.type === "checkbox") (answers[name] ??= []).push(value);
    else answers[name] = value;
  }
  return answers;
}

function conditionsOf(question) {
  const { needed, spared = "{}" } = question.dataset;
  return { needed: JSON.parse(needed), spared: JSON.parse(spared) };
}

// Questions that only some answers bring up come and go with them.
function settle(act) {
  const answers = answersOf(act);
  for (const question of act.querySelectorAll("[data-tucked]")) {
    const conditions = conditionsOf(question);
    const isBrought = Object.keys(conditions.needed).some((name) => answers[name]);
    const isAsked = isBrought || act.classList.contains("asked");
    question.hidden = !isNeeded(conditions, answers) || !isAsked;
  }
}

function clear(act) {
  for (const control of controlsOf(act)) {
    if (["checkbox", "radio"].includes(control.type)) control.checked = false;
    else control.value = "";
  }
  for (const told of act.querySelectorAll(".wrong")) told.remove();
}

function addAct(group) {
  const acts = actsOf(group);
  const name = group.dataset.group;
  const act = acts[0].cloneNode(true);
  act.innerHTML = act.innerHTML.replaceAll(`${name}-0-`, `${name}-${acts.length}-`);
  act.querySelector("legend span").textContent = acts.length + 1;
  clear(act);
  acts.at(-1).after(act);
  settle(act);
}

// As many acts as are counted, or as were asked for where counting opens none.
function fit(group) {
  const opens = "opens" in group.dataset;
  const most = Number(group.dataset.most);
  const counted = Number(counterOf(group).value);
  const shown = actsToShow({ opens, counted, wanted: group.wanted, most });
  const isFirst = group.hidden && counted > 0;
  group.hidden = counted === 0;
  if (isFirst && opens) group.open = true;
  while (actsOf(group).length < shown) addAct(group);
  actsOf(group).forEach((act, number) => {
    act.hidden = number >= shown;
  });
  group.querySelector(".another").hidden = !canAddAct({ opens, counted, shown, most });
}

const settleActs = () => groups.flatMap(actsOf).forEach(settle);

// Open as many acts as these values by name answer questions of ("stop_search-0-power"); `put` puts the values in.
export function openActs(values, put) {
  for (const group of groups) {
    const answered = Object.keys(values).filter((name) => values[name].some(Boolean));
    const numbers = answered.map((name) => name.split("-")).filter(([name, number]) => name === group.dataset.group && number);
    group.wanted = Math.max(1, ...numbers.map(([, number]) => Number(number) + 1));
    fit(group);
  }
  const found = put();
  settleActs();
  return found;
}

// What was answered about each thing done, by group.
export function collectDetails() {
  const found = {};
  for (const group of groups) {
    const entries = shownActs(group).map(answersOf);
    const answered = entries.filter((answers) => Object.keys(answers).length);
    if (answered.length) found[group.dataset.group] = answered;
  }
  return found;
}

// Ask for the first question that must be answered and is not; say whether there is one.
export function askForMissing() {
  for (const told of log.querySelectorAll(".wrong")) told.remove();
  for (const act of groups.flatMap(shownActs)) {
    const question = missingIn(act);
    if (question) {
      askFor(question, act);
      return true;
    }
  }
  return false;
}

function missingIn(act) {
  if (!Object.keys(answersOf(act)).length) return undefined;
  act.classList.add("asked");
  settle(act);
  const answers = answersOf(act);
  const questions = [...act.querySelectorAll("[data-needed]")];
  return questions.find((each) => !answers[each.dataset.q] && isNeeded(conditionsOf(each), answers));
}

// Say it beside the question, and put the cursor there.
function askFor(question, act) {
  const told = document.createElement("p");
  told.className = "wrong";
  told.textContent = "Choose an answer.";
  told.setAttribute("role", "alert");
  question.querySelector("label, legend").after(told);
  act.closest("details").open = true;
  question.querySelector("input, select").focus();
}

function tickAll(button) {
  const boxes = [...button.parentElement.querySelectorAll("input")];
  const isTicked = boxes.some((box) => !box.checked);
  for (const box of boxes) box.checked = isTicked;
}

log.addEventListener("input", ({ target }) => {
  for (const group of groups) if (target === counterOf(group)) fit(group);
  const act = target.closest(".act");
  if (act) settle(act);
  target.closest("[data-q]")?.querySelector(".wrong")?.remove();
});
log.addEventListener("click", ({ target }) => {
  if (target.matches(".all")) tickAll(target);
  if (!target.matches(".another")) return;
  const group = target.closest("[data-group]");
  group.wanted = shownActs(group).length + 1;
  fit(group);
});
for (const group of groups) {
  group.wanted = actsOf(group).length;
  for (const button of group.querySelectorAll(".all")) button.hidden = false;
  group.hidden = true;
  fit(group);
}
settleActs();
