// The page of the whole sheet as this phone keeps it, and what it says of the areas.
import { isOwn } from "./own.mjs";
import { rules } from "./rules.mjs";

export const ADDRESS = "/o/my-sheet";

// The areas as a page says them, nothing where it is another page.
export function areasOf(page) {
  const sheet = page.getElementById("sheet");
  return sheet ? JSON.parse(sheet.dataset.areas) : null;
}

export const pageOf = (text) => new DOMParser().parseFromString(text, "text/html");

// Look now and again while the page shows, and soon after something changed: several changes at once are one.
export function whileShown(look) {
  let timer;
  const wait = (pause) => {
    clearTimeout(timer);
    timer = setTimeout(now, pause);
  };
  async function now() {
    clearTimeout(timer);
    if (document.visibilityState !== "visible") return;
    wait(rules.sheet.pause_ms);
    await look();
  }
  document.addEventListener("visibilitychange", now);
  return { now, soon: () => wait(rules.drafts.pause_ms) };
}

// Bring the page anew and keep it; nothing where the server cannot be asked, or somebody else answers.
export async function bringMySheet() {
  const answer = await fetch(ADDRESS).catch(() => null);
  if (!answer || !isOwn(answer)) return null;
  if (answer.ok && self.caches) await (await caches.open("pages")).put(ADDRESS, answer.clone());
  return answer;
}

// The areas as they were when there was signal last.
export async function keptAreas() {
  const kept = self.caches && (await (await caches.open("pages")).match(ADDRESS));
  return kept ? areasOf(pageOf(await kept.text())) : null;
}
