// My sheet: what the server said last, with what waits on this phone added; brought anew while it shows, and where the officer
// is on its map, when asked.
import "./bar.mjs";
import { givenText, isFull, nextArea, withOwn } from "./next.mjs";
import { areasOf, bringMySheet, pageOf, whileShown } from "./own_sheet.mjs";
import { channel, listed } from "./queue.mjs";
import { rules } from "./rules.mjs";
import { wallOf } from "./times.mjs";

function showArea(item, area, isNext) {
  const own = item.querySelector(".own");
  item.className = "";
  if (isFull(area)) item.className = "full";
  if (isNext) item.className = "next";
  item.querySelector(".badge").textContent = { full: "Done", next: "Next" }[item.className] ?? "";
  own.hidden = area.own === 0;
  if (area.own === 0) return;
  item.querySelector(".given").textContent = givenText(area);
  if (area.last_until) item.querySelector(".last").textContent = ` · last here ${wallOf(new Date(area.last_until))}`;
  own.textContent = `${area.own} of it waiting on this phone`;
}

// Everything in its order, by what is known now.
async function show() {
  const told = areasOf(document);
  const areas = withOwn(told, await listed().catch(() => []));
  const next = nextArea(areas, { now: Date.now() });
  const items = document.querySelectorAll(".progress li");
  areas.forEach((area, index) => showArea(items[index], area, area === next));
  const shapes = document.querySelectorAll("#map path:not(.bar)");
  areas.forEach((area, index) => shapes[index].classList.toggle("next", area === next));
  document.getElementById("all").hidden = Boolean(next);
}

// Take over what the server says now; the map stays while it is the same one.
function replace(fresh) {
  for (const part of [".asof", ".progress"]) document.querySelector(part).replaceWith(fresh.querySelector(part));
  const [map, other] = [document, fresh].map((page) => page.getElementById("map"));
  if (other && map?.dataset.west !== other.dataset.west) {
    map?.replaceWith(other);
    offerPlace();
  }
  document.getElementById("sheet").dataset.areas = fresh.getElementById("sheet").dataset.areas;
}

async function look() {
  const answer = await bringMySheet();
  if (answer?.status === 404) location.reload();
  const fresh = answer?.ok ? pageOf(await answer.text()) : null;
  if (fresh && areasOf(fresh)) replace(fresh);
  await show();
}

function place(map, { coords }) {
  const { west, north, across, down } = map.dataset;
  const me = map.querySelector(".me");
  const [x, y] = [(coords.longitude - west) * across, (north - coords.latitude) * down];
  const { width, height } = map.querySelector("svg").viewBox.baseVal;
  const isOn = x >= 0 && x <= width && y >= 0 && y <= height;
  me.setAttribute("cx", Math.min(Math.max(x, 0), width));
  me.setAttribute("cy", Math.min(Math.max(y, 0), height));
  me.removeAttribute("hidden");
  return isOn ? `You are here, within ${Math.max(Math.ceil(coords.accuracy), 1)} m.` : "You are off this map, on that side.";
}

// Where the officer is: asked of the phone at a tap, shown, neither kept nor sent.
function offerPlace() {
  const map = document.getElementById("map");
  const [button, told] = map?.querySelectorAll("figcaption > *") ?? [];
  if (!button || !navigator.geolocation) return;
  button.hidden = false;
  button.addEventListener("click", () => {
    told.textContent = "Looking …";
    const { arriving_ms: timeout, kept_ms: maximumAge } = rules.location;
    navigator.geolocation.getCurrentPosition(
      (found) => { told.textContent = place(map, found); },
      () => { told.textContent = "This phone does not say where it is."; },
      { enableHighAccuracy: true, timeout, maximumAge },
    );
  });
}

channel.addEventListener("message", ({ data }) => {
  if (data.unpaired) location.reload();
  if (data === "queue") show();
});
offerPlace();
show().then(whileShown(look).now);
