// The other pages of the sheet, kept for when there is no signal; and a page from memory that is not the sheet's any more.
import { form } from "./form.mjs";
import { isOwn } from "./own.mjs";
import { channel } from "./queue.mjs";

const address = `/o/${form.dataset.pass}`;

// Bring the other pages of the sheet while there is signal, those that changed only.
async function bringSheet() {
  await navigator.serviceWorker.ready;
  const answer = await fetch(`${address}/sheet`);
  if (!answer.ok || !isOwn(answer)) return;
  const marks = (await answer.json()).pages;
  tellChange(marks[address]);
  const pages = await caches.open("pages");
  for (const [each, mark] of Object.entries(marks)) {
    const kept = await pages.match(each);
    if (kept?.headers.get("X-Sheet") === mark) continue;
    const fetched = await fetch(each);
    if (fetched.ok && isOwn(fetched)) await pages.put(each, fetched);
  }
  document.documentElement.dataset.sheet = "kept";
}

// The page came from memory and the sheet has changed since: say so, and leave what was typed alone.
function tellChange(mark) {
  if (mark && mark !== form.dataset.sheet) document.getElementById("changed").hidden = false;
}

// The pairing has ended while this page was open from memory: its text goes, what was typed stays and can be sent.
function forget(isInUse) {
  if (!isInUse()) {
    location.reload();
    return;
  }
  const page = document.getElementById("tasking");
  for (const told of page.querySelectorAll(".area, .brief, p.hazard, .ask legend")) told.remove();
  const banner = document.getElementById("changed");
  banner.textContent = "This phone's pairing has ended. Send what you wrote; it goes out once the phone is paired again.";
  banner.hidden = false;
}

// Keep the sheet, and hear from the service worker what became of it; `isInUse` says whether something was typed.
export function keepSheet(isInUse) {
  channel.addEventListener("message", ({ data }) => {
    if (data.unpaired) forget(isInUse);
    if (data.address === address) tellChange(data.sheet);
  });
  channel.postMessage({ opened: address });
  if (navigator.serviceWorker && self.caches) bringSheet().catch(() => undefined);
}
