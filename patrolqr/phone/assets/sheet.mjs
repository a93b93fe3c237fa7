// What the page of a tasking does once it stands: it keeps the other pages of the sheet for when there is no signal, hears what
// becomes of the sheet while it is open, and says who was here and which area is next. It runs beside the page's own script,
// so it takes nothing from the modules that listen to the form.
import { minutesText, nextArea, withOwn } from "./next.mjs";
import { isOwn } from "./own.mjs";
import { keptAreas, whileShown } from "./own_sheet.mjs";
import { channel, listed } from "./queue.mjs";
import { wallOf } from "./times.mjs";

const form = document.getElementById("log");
const banner = document.getElementById("changed");
const { pass } = form.dataset;
const address = `/o/${pass}`;
const WITHDRAWN = "The sergeant has withdrawn this area. If you were here, your log is still stored. ";

// Whether something was typed here or sent from here.
const isInUse = () => document.getElementById("tasking").hidden || form.classList.contains("reporting");

// The part of a mark that changes with the text: other colleagues to tick are no other text.
const textOf = (mark) => mark.split(".")[0];

// The page shows another text than the sheet has by now: say so, and leave what was typed alone.
function tellChange(mark, isWithdrawn = false) {
  if (!mark || textOf(mark) === textOf(form.dataset.sheet)) return;
  if (isWithdrawn) banner.firstChild.textContent = WITHDRAWN;
  banner.hidden = false;
}

// Bring the pages of the sheet that changed.
async function keepPages(marks) {
  if (!navigator.serviceWorker || !self.caches) return;
  await navigator.serviceWorker.ready;
  const pages = await caches.open("pages");
  for (const [each, mark] of Object.entries(marks)) {
    const kept = await pages.match(each);
    if (kept?.headers.get("X-Sheet") === mark) continue;
    const fetched = await fetch(each);
    if (fetched.ok && isOwn(fetched)) await pages.put(each, fetched);
  }
  document.documentElement.dataset.sheet = "kept";
}

async function bringSheet() {
  const answer = await fetch(`${address}/sheet`);
  if (!answer.ok || !isOwn(answer)) return;
  const { pages, withdrawn } = await answer.json();
  tellChange(pages[address], withdrawn);
  await keepPages(pages);
}

function showHere(area) {
  const here = document.getElementById("here");
  if (!area?.last_until) return;
  const told = `Last here ${wallOf(new Date(area.last_until))}, ${minutesText(area)}`;
  here.textContent = [told, !area.own && area.with_you].filter(Boolean).join(". ");
  here.hidden = false;
}

function showNext(area) {
  const link = document.getElementById("next");
  link.hidden = !area;
  if (!area) return;
  link.href = `/o/${area.codes[0]}`;
  link.textContent = `Next area: ${area.number} ${area.name}`;
}

// Who was here and what is next, by what is kept and what waits; as the page came where nothing is kept.
async function showProgress() {
  const kept = await keptAreas();
  if (!kept?.some(({ codes }) => codes.includes(pass))) return;
  const areas = withOwn(kept, await listed().catch(() => []));
  const reachable = areas.filter(({ codes }) => codes.length > 0);
  showHere(areas.find(({ codes }) => codes.includes(pass)));
  showNext(nextArea(reachable, { now: Date.now(), leaving: pass }));
}

async function look() {
  await bringSheet().catch(() => undefined);
  await showProgress().catch(() => undefined);
}

const asking = whileShown(look);

// The pairing has ended while this page was open from memory: its text goes, what was typed stays and can be sent.
function forget() {
  if (!isInUse()) {
    location.reload();
    return;
  }
  const page = document.getElementById("tasking");
  for (const told of page.querySelectorAll(".area, .brief, p.hazard, .ask legend")) told.remove();
  banner.textContent = "This phone's pairing has ended. Send what you wrote; it goes out once the phone is paired again.";
  banner.hidden = false;
}

channel.addEventListener("message", ({ data }) => {
  if (data.unpaired) forget();
  if (data.address === address) tellChange(data.sheet);
  // a log was kept, sent or taken back: what was given changes with it
  if (data !== "queue") return;
  showProgress().catch(() => undefined);
  asking.soon();
});
channel.postMessage({ opened: address });
asking.now();
