// The line at the bottom of every page: how many logs wait to be sent. Sends them: on opening, with signal, and again later.
"use strict";
const bar = document.getElementById("bar");
const [told, who] = bar.querySelectorAll("span");
let pause = 0;
if (document.body.dataset.collar !== undefined) localStorage.setItem("collar", document.body.dataset.collar);

async function showBar() {
  const entries = await Queue.waiting();
  const stuck = entries.filter((entry) => entry.state === "stuck").length;
  const collar = localStorage.getItem("collar");
  bar.hidden = false;
  bar.classList.toggle("some", entries.length > 0);
  told.textContent = `waiting to send: ${entries.length}${stuck ? ` (${stuck} stuck)` : ""}`;
  who.textContent = collar || "";
  if (entries.length) askToPersist();
  return entries.length - stuck;
}

// A browser may throw away what pages store; ask it not to, and say so where it will not promise.
async function askToPersist() {
  if (!navigator.storage?.persist || (await navigator.storage.persisted())) return;
  if (!(await navigator.storage.persist())) document.getElementById("unsafe").hidden = false;
}

async function sendWaiting() {
  clearTimeout(sendWaiting.timer);
  await Queue.flush();
  if ((await showBar()) > 0) {
    pause = Math.min(pause ? pause * 2 : 4000, 60000);
    sendWaiting.timer = setTimeout(sendWaiting, pause);
    const ready = await navigator.serviceWorker?.getRegistration();
    ready?.sync?.register("send").catch(() => undefined);
  }
}

function soon() {
  pause = 0;
  if (document.visibilityState === "visible") sendWaiting();
}

Queue.channel.addEventListener("message", showBar);
addEventListener("online", soon);
addEventListener("pageshow", soon);
document.addEventListener("visibilitychange", soon);

if ("serviceWorker" in navigator) {
  // Codes are printed in capitals, so both spellings of the address need the worker.
  for (const scope of ["/o/", "/O/"]) navigator.serviceWorker.register("/o/sw.js", { scope });
}
