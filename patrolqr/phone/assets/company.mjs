// With whom, how many, how, as what? A crew stays together for a shift: a phone says what it said last, while it is paired.
import { officersThere } from "./counting.mjs";
import { fill, valuesOf } from "./filling.mjs";
import { form } from "./form.mjs";

const asked = [...form.querySelectorAll(".company [name]")].map(({ name }) => name);
const paired = form.elements.paired?.value;
const FEW = 6;
const chips = [...form.querySelectorAll("[name=colleagues]")];
const others = form.querySelector(".with button");
const there = form.elements.officers_present;

// Never fewer there than are named, the writer included; who ticks a colleague need not count.
function countThere() {
  const least = chips.filter(({ checked }) => checked).length + 1;
  there.value = officersThere({ said: there.value, before: there.min, least });
  there.min = least;
}

// Of a long list those who are named; all of it is a tap away, and there at once where nobody is named.
function showChips(isAll) {
  for (const chip of chips) chip.parentElement.hidden = !isAll && !chip.checked;
  if (others) others.hidden = isAll;
}

// What stands there came from somewhere else than a tap: it is not what was counted before.
function countAnew() {
  there.min = 1;
  countThere();
  showChips(chips.length <= FEW || !chips.some(({ checked }) => checked));
}

export function showCompany() {
  const kept = JSON.parse(localStorage.getItem("company") ?? "{}");
  if (kept.paired !== paired) return;
  // earlier versions kept no lists
  const lists = Object.entries(kept.said).map(([name, said]) => [name, [said].flat()]);
  fill(form, Object.fromEntries(lists));
  countAnew();
}

export function keepCompany() {
  const said = Object.fromEntries(Object.entries(valuesOf(form)).filter(([name]) => asked.includes(name)));
  localStorage.setItem("company", JSON.stringify({ paired, said }));
}

for (const chip of chips) chip.addEventListener("input", countThere);
others?.addEventListener("click", () => showChips(true));
form.addEventListener("restored", countAnew);
countAnew();
