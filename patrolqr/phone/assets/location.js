// One position on arriving and one on leaving, where the officer agreed for this shift; and a question, asked once, when the
// position lies in another area of the sheet.
"use strict";
const Place = (() => {
  const PATIENCE_MS = 4000;
  const GOOD_METRES = 100;
  const question = document.getElementById("location");
  const paired = document.body.dataset.paired;
  const arrival = {};

  function agreed() {
    try {
      const said = JSON.parse(localStorage.getItem("location"));
      return said?.paired === paired ? said.answer : null;
    } catch {
      return null;
    }
  }

  function fix(when, timeout) {
    const options = { enableHighAccuracy: true, timeout, maximumAge: 15000 };
    if (agreed() !== "yes" || !navigator.geolocation) return Promise.resolve({});
    return new Promise((resolve) => {
      const found = ({ coords }) => resolve({
        [`${when}_lat`]: Number(coords.latitude.toFixed(5)),
        [`${when}_lng`]: Number(coords.longitude.toFixed(5)),
        [`${when}_accuracy_m`]: Math.min(Math.ceil(coords.accuracy), 100000),
      });
      navigator.geolocation.getCurrentPosition(found, () => resolve({}), options);
    });
  }

  // Whether a point lies inside an outline: a line from it to the east crosses an odd number of edges.
  function inside(rings, lng, lat) {
    let odd = false;
    for (const ring of rings) {
      for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
        const [x, y] = ring[i], [u, v] = ring[j];
        if (y > lat !== v > lat && lng < ((u - x) * (lat - y)) / (v - y) + x) odd = !odd;
      }
    }
    return odd;
  }

  // Ask once per visit to the page, and only of a position good enough to tell two areas apart.
  function ask(places, here) {
    const { arrived_lat: lat, arrived_lng: lng } = arrival;
    if (lat === undefined || arrival.arrived_accuracy_m > GOOD_METRES) return;
    const [own, ...others] = [...places].sort((a, b) => (b.id === here) - (a.id === here));
    const other = own.id === here && !inside(own.rings, lng, lat) && others.find((each) => inside(each.rings, lng, lat));
    if (!other) return;
    const banner = document.getElementById("elsewhere");
    banner.querySelector("strong").textContent = other.name;
    banner.querySelector("a").href = `/o/${other.id}`;
    banner.querySelector("button").addEventListener("click", () => { banner.hidden = true; });
    banner.hidden = false;
  }

  async function arrive() {
    const log = document.getElementById("log");
    if (!log) return;
    Object.assign(arrival, await fix("arrived", 20000));
    for (const [name, value] of Object.entries(arrival)) log.elements[name].value = value;
    ask(JSON.parse(log.dataset.places), log.dataset.pass);
  }

  function say(answer) {
    localStorage.setItem("location", JSON.stringify({ paired, answer }));
    question.hidden = true;
    // On the page that pairs, this is when the browser asks for its own permission, before it is needed.
    if (answer === "yes") document.getElementById("log") ? arrive() : fix("arrived", 20000);
  }

  for (const button of question.querySelectorAll("[data-location]")) {
    button.addEventListener("click", () => say(button.dataset.location));
  }
  question.hidden = !navigator.geolocation || agreed() !== null;
  arrive();
  return { arrival, leaving: () => fix("left", PATIENCE_MS) };
})();
