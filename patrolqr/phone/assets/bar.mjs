// The line at the bottom of every page: how many logs the server has not confirmed, and visits begun that are not. Sends what
// waits: on opening, with signal, and again later.
import { barLink, isAlive } from "./drafts.mjs";
import { isStuck, nextPause } from "./entries.mjs";
import { channel, flush, listed } from "./queue.mjs";
import { rules } from "./rules.mjs";
import { allDrafts, tidyDrafts } from "./shelf.mjs";

const bar = document.getElementById("bar");
const [count, who] = bar.querySelectorAll("span");
const begun = document.getElementById("going");
let pause = 0;
let timer;

// Show how many wait; return how many of them sending may help, some where this browser does not say.
export async function showBar() {
  showBegun();
  const entries = await listed().catch(() => null);
  if (entries === null) return showMute();
  const stuck = entries.filter(isStuck).length;
  bar.hidden = entries.length === 0;
  bar.className = "some";
  count.textContent = `not confirmed yet: ${entries.length}${stuck ? ` (${stuck} stuck)` : ""}`;
  who.textContent = localStorage.getItem("collar") || "";
  if (entries.length) askToPersist();
  return entries.length - stuck;
}

// What was begun on other pages, a tap away; the page of what waits shows all of it itself. Who opened another area's form
// has left the one where nothing was typed.
async function showBegun() {
  const here = location.pathname.toUpperCase();
  const isForm = document.getElementById("act") !== null;
  const isElsewhere = (draft) => draft.address.split("#")[0].toUpperCase() !== here && (draft.is_touched || !isForm);
  const now = Date.now();
  const drafts = (await allDrafts()).filter((draft) => isElsewhere(draft) && isAlive(draft, { now, rules: rules.drafts }));
  begun.hidden = drafts.length === 0 || here === "/O/QUEUE";
  if (drafts.length) Object.assign(begun.firstChild, barLink(drafts, now));
}

function showMute() {
  bar.hidden = false;
  bar.className = "some mute";
  count.textContent = "This browser keeps nothing now: send with signal";
  return 1;
}

// A browser may throw away what pages store; ask it not to, and say so where it will not promise.
async function askToPersist() {
  if (!navigator.storage?.persist || (await navigator.storage.persisted())) return;
  if (!(await navigator.storage.persist())) document.getElementById("unsafe").hidden = false;
}

export async function sendWaiting() {
  clearTimeout(timer);
  await flush().catch(() => undefined);
  if ((await showBar()) === 0) return;
  pause = nextPause(pause, rules.sending);
  timer = setTimeout(sendWaiting, pause);
  const ready = await navigator.serviceWorker?.getRegistration();
  ready?.sync?.register("send").catch(() => undefined);
}

function sendSoon() {
  pause = 0;
  if (document.visibilityState === "visible") sendWaiting();
}

const { collar } = document.body.dataset;
if (collar !== undefined) localStorage.setItem("collar", collar);
if (collar) tidyDrafts(collar).then(showBegun);
channel.addEventListener("message", showBar);
addEventListener("online", sendSoon);
addEventListener("pageshow", sendSoon);
document.addEventListener("visibilitychange", sendSoon);

if ("serviceWorker" in navigator) {
  // Codes are printed in capitals, so both spellings of the address need the worker.
  for (const scope of ["/o/", "/O/"]) navigator.serviceWorker.register("/o/sw.js", { scope });
}
