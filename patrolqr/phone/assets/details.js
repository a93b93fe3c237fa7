// Details of what was counted: a first + opens its questions, another + opens more, a − puts the last ones away unsent.
"use strict";
const Details = (() => {
  const log = document.getElementById("log");
  const groups = [...log.querySelectorAll("[data-group]")];
  const acts = (group) => [...group.querySelectorAll(".act")];
  const shown = (group) => (group.hidden ? [] : acts(group).filter((act) => !act.hidden));
  const counter = (group) => log.elements[group.dataset.counter];

  // What one act's controls say; questions that are put away say nothing.
  function said(act) {
    const answers = {};
    for (const control of act.querySelectorAll("input, select")) {
      const name = control.name.split("-")[2];
      if (control.closest("[data-q][hidden]")) continue;
      if (control.type === "checkbox") {
        if (control.checked) (answers[name] ??= []).push(control.value);
      } else if (control.type === "radio" ? control.checked : control.value.trim()) answers[name] = control.value.trim();
    }
    return answers;
  }

  const holds = (rules, answers) => Object.entries(rules).map(([name, values]) => values.includes(answers[name] ?? ""));

  function needed(question, answers) {
    const { needed, spared = "{}" } = question.dataset;
    return holds(JSON.parse(needed), answers).every(Boolean) && !holds(JSON.parse(spared), answers).some(Boolean);
  }

  // Questions that only some answers bring up come and go with them.
  function settle(act) {
    const answers = said(act);
    for (const question of act.querySelectorAll("[data-tucked]")) {
      const brought = Object.keys(JSON.parse(question.dataset.needed)).some((name) => answers[name]);
      question.hidden = !needed(question, answers) || !(brought || act.classList.contains("asked"));
    }
  }

  function add(group) {
    const number = acts(group).length;
    const act = acts(group)[0].cloneNode(true);
    act.innerHTML = act.innerHTML.replaceAll(`${group.dataset.group}-0-`, `${group.dataset.group}-${number}-`);
    act.querySelector("legend span").textContent = number + 1;
    for (const control of act.querySelectorAll("input, select")) {
      if (["checkbox", "radio"].includes(control.type)) control.checked = false;
      else control.value = "";
    }
    for (const told of act.querySelectorAll(".wrong")) told.remove();
    acts(group).at(-1).after(act);
    settle(act);
  }

  // As many acts as are counted, or as were asked for where counting opens none.
  function fit(group) {
    const count = Number(counter(group).value);
    const wanted = Math.min("opens" in group.dataset ? count : Math.min(group.wanted, count), Number(group.dataset.most));
    const first = group.hidden;
    group.hidden = count === 0;
    if (first && count > 0 && "opens" in group.dataset) group.open = true;
    while (acts(group).length < wanted) add(group);
    acts(group).forEach((act, number) => (act.hidden = number >= wanted));
    group.querySelector(".another").hidden = "opens" in group.dataset || wanted >= Math.min(count, Number(group.dataset.most));
  }

  function collect() {
    const found = {};
    for (const group of groups) {
      const entries = shown(group).map(said).filter((answers) => Object.keys(answers).length);
      if (entries.length) found[group.dataset.group] = entries;
    }
    return found;
  }

  // The first question that must be answered and is not: said beside it, and the cursor goes there.
  function missing() {
    for (const told of log.querySelectorAll(".wrong")) told.remove();
    for (const act of groups.flatMap(shown)) {
      if (!Object.keys(said(act)).length) continue;
      act.classList.add("asked");
      settle(act);
      const question = [...act.querySelectorAll("[data-needed]")].find((each) => !said(act)[each.dataset.q] && needed(each, said(act)));
      if (question) return ask(act, question);
    }
    return false;
  }

  function ask(act, question) {
    const told = Object.assign(document.createElement("p"), { className: "wrong", textContent: "Choose an answer." });
    told.setAttribute("role", "alert");
    question.querySelector("label, legend").after(told);
    act.closest("details").open = true;
    question.querySelector("input, select").focus();
    return true;
  }

  function all(button) {
    const boxes = [...button.parentElement.querySelectorAll("input")];
    const tick = boxes.some((box) => !box.checked);
    for (const box of boxes) box.checked = tick;
  }

  log.addEventListener("input", (event) => {
    for (const group of groups) if (event.target === counter(group)) fit(group);
    const act = event.target.closest(".act");
    if (act) settle(act);
    event.target.closest("[data-q]")?.querySelector(".wrong")?.remove();
  });
  log.addEventListener("click", ({ target }) => {
    const group = target.closest("[data-group]");
    if (target.matches(".all")) all(target);
    if (target.matches(".another")) {
      group.wanted = shown(group).length + 1;
      fit(group);
    }
  });
  for (const group of groups) {
    group.wanted = acts(group).length;
    for (const act of acts(group)) settle(act);
    for (const button of group.querySelectorAll(".all")) button.hidden = false;
    group.hidden = true;
    fit(group);
  }

  return { collect, missing };
})();
