// One position on arriving and one on leaving, where the officer agreed for this shift; and a question, asked once, when the
// position lies in another area of the sheet.
import { otherArea } from "./outlines.mjs";
import { rules } from "./rules.mjs";

const limits = rules.location;
const question = document.getElementById("location");
const { paired } = document.body.dataset;
export const arrival = {};

function agreed() {
  try {
    const said = JSON.parse(localStorage.getItem("location"));
    return said?.paired === paired ? said.answer : null;
  } catch {
    return null;
  }
}

function rounded(degrees) {
  return Number(degrees.toFixed(limits.decimals));
}

function fix(when, timeout) {
  if (agreed() !== "yes" || !navigator.geolocation) return Promise.resolve({});
  const options = { enableHighAccuracy: true, timeout, maximumAge: limits.kept_ms };
  return new Promise((resolve) => {
    const found = ({ coords }) => resolve({
      [`${when}_lat`]: rounded(coords.latitude),
      [`${when}_lng`]: rounded(coords.longitude),
      [`${when}_accuracy_m`]: Math.min(Math.ceil(coords.accuracy), limits.most_metres),
    });
    navigator.geolocation.getCurrentPosition(found, () => resolve({}), options);
  });
}

export function leaving() {
  return fix("left", limits.leaving_ms);
}

// Ask once per visit to the page.
function askAbout(other) {
  const banner = document.getElementById("elsewhere");
  banner.querySelector("strong").textContent = other.name;
  banner.querySelector("a").href = `/o/${other.id}`;
  banner.querySelector("button").addEventListener("click", () => {
    banner.hidden = true;
  });
  banner.hidden = false;
}

// Take a position as that of the arrival.
export function setArrival(position) {
  Object.assign(arrival, position);
  const log = document.getElementById("log");
  for (const [name, value] of Object.entries(position)) log.elements[name].value = value;
}

// The position on arriving; where an earlier one was restored, it stays.
export async function arrive() {
  const log = document.getElementById("log");
  if (!log) return;
  const here = await fix("arrived", limits.arriving_ms);
  if (!Object.keys(arrival).length) setArrival(here);
  if (Object.keys(here).length) log.dispatchEvent(new Event("arrived"));
  const places = JSON.parse(log.dataset.places);
  const other = otherArea(places, log.dataset.pass, here, limits.good_metres);
  if (other) askAbout(other);
}

function answer(said) {
  localStorage.setItem("location", JSON.stringify({ paired, answer: said }));
  question.hidden = true;
  if (said !== "yes") return;
  // On the page that pairs, this is when the browser asks for its own permission, before it is needed.
  if (document.getElementById("log")) arrive();
  else fix("arrived", limits.arriving_ms);
}

for (const button of question.querySelectorAll("[data-location]")) {
  button.addEventListener("click", () => answer(button.dataset.location));
}
question.hidden = !navigator.geolocation || agreed() !== null;
arrive();
