// The line at the bottom of every page: how many logs wait to be sent. Sends them: on opening, with signal, and again later.
import { isStuck, nextPause } from "./entries.mjs";
import { channel, flush, listed } from "./queue.mjs";
import { rules } from "./rules.mjs";

const bar = document.getElementById("bar");
const [count, who] = bar.querySelectorAll("span");
let pause = 0;
let timer;

export async function showBar() {
  const entries = await listed();
  const stuck = entries.filter(isStuck).length;
  bar.hidden = false;
  bar.classList.toggle("some", entries.length > 0);
  count.textContent = `waiting to send: ${entries.length}${stuck ? ` (${stuck} stuck)` : ""}`;
  who.textContent = localStorage.getItem("collar") || "";
  if (entries.length) askToPersist();
  return entries.length - stuck;
}

// A browser may throw away what pages store; ask it not to, and say so where it will not promise.
async function askToPersist() {
  if (!navigator.storage?.persist || (await navigator.storage.persisted())) return;
  if (!(await navigator.storage.persist())) document.getElementById("unsafe").hidden = false;
}

export async function sendWaiting() {
  clearTimeout(timer);
  await flush();
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
channel.addEventListener("message", showBar);
addEventListener("online", sendSoon);
addEventListener("pageshow", sendSoon);
document.addEventListener("visibilitychange", sendSoon);

if ("serviceWorker" in navigator) {
  // Codes are printed in capitals, so both spellings of the address need the worker.
  for (const scope of ["/o/", "/O/"]) navigator.serviceWorker.register("/o/sw.js", { scope });
}
