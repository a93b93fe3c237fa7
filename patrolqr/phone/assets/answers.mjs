// What the controls of questions say, by the name each is sent by; details and the times of the visit are told elsewhere.
import { momentOf } from "./times.mjs";

const ELSEWHERE = ".act *, [type=hidden], [type=time], [type=submit], [type=button], [name$=_quick]";

// What one control says: a tick one of several answers, a day and time on the wall clock an instant; "" is no answer.
export function valueOf(control) {
  const isPicked = ["checkbox", "radio"].includes(control.type);
  if (isPicked && !control.checked) return "";
  if (control.type !== "datetime-local" || !control.value) return control.value.trim();
  return momentOf(control.value);
}

// Every answer of the form. Several ticks under one name are one text, as a form without script sends them.
export function answersOf(form) {
  const answers = {};
  for (const control of form.elements) {
    if (!control.name || control.matches(ELSEWHERE)) continue;
    answers[control.name] = [answers[control.name], valueOf(control)].filter(Boolean).join("; ");
  }
  // what was tapped, then the words beside it
  answers.answer = [form.elements.answer_quick?.value, answers.answer].filter(Boolean).join(": ");
  for (const count of form.querySelectorAll(".counter input")) answers[count.name] = Number(count.value);
  return answers;
}
