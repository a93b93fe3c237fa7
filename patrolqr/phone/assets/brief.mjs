// Why, look for and try are read on the first visit; from the second on they are a tap away, until the sheet says something
// else. A visit was made when its log was sent from this phone.
import { form } from "./form.mjs";

const brief = document.querySelector(".brief");
const paired = form.elements.paired.value;
const { pass, sheet } = form.dataset;

function visited() {
  const kept = JSON.parse(localStorage.getItem("visited") ?? "{}");
  return kept.paired === paired ? kept.sheets : {};
}

export function rememberVisit() {
  try {
    localStorage.setItem("visited", JSON.stringify({ paired, sheets: { ...visited(), [pass]: sheet } }));
  } catch {
    // a browser that keeps nothing shows them unfolded again
  }
}

if (brief && visited()[pass] === sheet) {
  brief.classList.add("again");
  brief.open = false;
}
