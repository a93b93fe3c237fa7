// With how many? A crew stays together for a shift, so a phone says what it said last, as long as it is paired.
import { form } from "./form.mjs";

const counts = [...form.querySelectorAll(".company .counter input")];
const paired = form.elements.paired?.value;

export function showCompany() {
  const kept = JSON.parse(localStorage.getItem("company") ?? "{}");
  if (kept.paired !== paired) return;
  for (const count of counts) count.value = kept.said[count.name] ?? count.value;
}

export function keepCompany() {
  const said = Object.fromEntries(counts.map((count) => [count.name, Number(count.value)]));
  localStorage.setItem("company", JSON.stringify({ paired, said }));
}
