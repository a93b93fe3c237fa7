// What this browser can keep, found out by doing it, and said in words; the same as a text to copy.
import { isApple, isPerhapsPrivate, offText, roomText, verdict } from "./abilities.mjs";
import "./bar.mjs";
import { memoryOf } from "./memory.mjs";
import { isOwn } from "./own.mjs";
import { rules } from "./rules.mjs";
import { dayText } from "./times.mjs";

const LOOK_MS = 100;
const list = document.getElementById("abilities");
const limits = JSON.parse(list.dataset.limits);
const found = new Map();
const unasked = { can: null, told: list.dataset.unasked };
const looks = memoryOf({ database: "patrolqr-check", table: "looks", keyPath: "name", patience: rules.memory.patience_ms });
const begun = Date.now();
const estimate = Promise.resolve(navigator.storage?.estimate?.()).catch(() => undefined);

// Since when something is kept, where that was not just now.
function sinceText(since) {
  const isNew = begun - since < 60000;
  return isNew ? "" : ` since ${dayText(new Date(since), { dateStyle: "medium", timeStyle: "short" })}`;
}

// The server's answer, or nothing where it cannot be asked.
async function ask() {
  const answer = await fetch("/o/check/answer").catch(() => undefined);
  return answer?.ok && isOwn(answer) ? answer.json() : undefined;
}

// The first answer gives a cookie, the second says whether it came back, and what the server's clock shows between two looks
// at this one's.
const asked = ask().then(async (first) => {
  const before = Date.now();
  const second = first && (await ask());
  return second && { ...second, ahead: (before + Date.now()) / 2 - second.now };
});

async function cookie() {
  const told = await asked;
  return told ? { can: told.since !== null, told: sinceText(told.since) } : unasked;
}

async function memory() {
  const kept = () => looks("readonly", (store) => store.get("first"));
  if (!(await kept())) await looks("readwrite", (store) => store.put({ name: "first", at: begun }));
  const { at } = await kept();
  return { can: true, told: sinceText(at) };
}

async function isKept() {
  return navigator.serviceWorker.controller !== null && (await caches.match("/o/check")) !== undefined;
}

// The worker that the bar asks for: it looks after this page, and has kept it.
async function pages() {
  if (!navigator.serviceWorker) return { can: false };
  while (!(await isKept())) {
    if (Date.now() - begun > limits.worker_ms) return { can: false };
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
  return { can: true };
}

// Whether a page may have files of its own, as ordinary tabs allow; a browser that knows of none need not be private.
function hasFiles() {
  const opening = navigator.storage?.getDirectory?.() ?? Promise.resolve();
  return opening.then(() => true, () => false);
}

async function ordinary() {
  const { quota } = (await estimate) ?? {};
  const known = { hasWorker: navigator.serviceWorker !== undefined, hasFiles: await hasFiles(), quota };
  return { can: !isPerhapsPrivate(known, limits) };
}

async function room() {
  const known = await estimate;
  if (!known) return { can: null, told: list.dataset.mute };
  const free = known.quota - known.usage;
  return { can: free >= limits.least_bytes, told: roomText(free) };
}

// Asked as a log that waits asks for it; a browser may ask the officer first.
async function promise() {
  const isPromised = (await navigator.storage?.persisted?.()) || (await navigator.storage?.persist?.());
  return { can: Boolean(isPromised) };
}

async function clock() {
  const told = await asked;
  if (!told) return unasked;
  return { can: Math.abs(told.ahead) <= limits.clock_off_ms, told: offText(told.ahead) };
}

const looking = {
  secure: () => ({ can: self.isSecureContext }),
  cookie, memory, pages, ordinary, room, promise,
  closed: () => ({ can: navigator.serviceWorker !== undefined && "SyncManager" in self }),
  clock,
};

const STATES = new Map([[true, ["can", "ok"]], [false, ["cannot", "not"]], [null, ["unknown", "?"]]]);

function show(line, { can, told }) {
  const [mark, words] = line.querySelectorAll("b, span");
  const [state, text] = STATES.get(can);
  found.set(line.id, can);
  line.className = state;
  mark.textContent = text;
  words.textContent = (line.dataset[state] ?? "{told}").replace("{told}", told);
  const needed = [...list.querySelectorAll("[data-needed]")];
  document.getElementById("all").textContent = verdict(needed.map(({ id }) => found.get(id)));
}

// All lines as one text, with the browser's own name for itself.
function summary() {
  const said = (line) => [...line.querySelectorAll("b, dt, span")].map(({ textContent }) => textContent);
  const lines = [...list.children].map(said).map(([label, mark, words]) => `${mark}  ${label}: ${words}`);
  const when = dayText(new Date(), { dateStyle: "medium", timeStyle: "short" });
  const title = `${document.querySelector("h1").textContent}: ${location.origin}, ${when}`;
  return [title, document.getElementById("all").textContent, ...lines, navigator.userAgent].join("\n");
}

async function copy() {
  const byHand = document.getElementById("by-hand");
  const text = summary();
  try {
    await navigator.clipboard.writeText(text);
    document.getElementById("copied").textContent = "Copied: paste it into a message.";
  } catch {
    byHand.hidden = false;
    byHand.querySelector("textarea").value = text;
    byHand.querySelector("textarea").select();
  }
}

list.hidden = false;
for (const line of list.children) {
  Promise.resolve(looking[line.id]()).catch(() => ({ can: false })).then((result) => show(line, result));
}
document.getElementById("apple").hidden = !isApple({ agent: navigator.userAgent, touches: navigator.maxTouchPoints });
document.getElementById("copy").hidden = false;
document.getElementById("copy").addEventListener("click", copy);
