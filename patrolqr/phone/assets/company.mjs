// With how many, how, as what? A crew stays together for a shift, so a phone says what it said last, as long as it is paired.
import { form } from "./form.mjs";

const asked = [...form.querySelectorAll(".company :is(.counter input, select)")];
const paired = form.elements.paired?.value;

export function showCompany() {
  const kept = JSON.parse(localStorage.getItem("company") ?? "{}");
  if (kept.paired !== paired) return;
  for (const each of asked) each.value = kept.said[each.name] ?? each.value;
}

export function keepCompany() {
  const said = Object.fromEntries(asked.map((each) => [each.name, each.value]));
  localStorage.setItem("company", JSON.stringify({ paired, said }));
}
