// Pages of a sheet that was scanned once open without signal; nothing outside /o and /O is touched.
import { isWaiting } from "./entries.mjs";
import { isOwn } from "./own.mjs";
import { channel, flush, listed } from "./queue.mjs";
import { rules } from "./rules.mjs";

const SHELL = `shell-${rules.version}`;
const MY_SHEET = "/o/my-sheet";
const OWN_PAGES = ["queue", "check", "offline"];
const IS_PASS = new RegExp(rules.pass_pattern, "i");

let isUnpaired = false;

addEventListener("install", (event) => event.waitUntil(install()));
addEventListener("activate", (event) => event.waitUntil(tidy().then(() => clients.claim())));
addEventListener("sync", (event) => event.waitUntil(sendAll()));
addEventListener("fetch", (event) => {
  const answer = answerTo(event);
  if (answer) event.respondWith(answer);
});

// A page that opened from memory may have missed that the pairing has ended: it says when it listens.
channel.addEventListener("message", ({ data }) => {
  if (data.opened && isUnpaired) channel.postMessage({ unpaired: true });
  if (data.paired || data.sheet) isUnpaired = false;
});

async function install() {
  const shell = await caches.open(SHELL);
  const addresses = [...rules.files, ...OWN_PAGES.map((name) => `/o/${name}`)];
  const answers = await Promise.all(addresses.map(ownAnswer));
  for (const [number, answer] of answers.entries()) await shell.put(addresses[number], answer);
  await skipWaiting();
}

// Our own answer, or none: what the browser still keeps of an older version does not name itself and is fetched anew.
async function ownAnswer(address) {
  for (const cache of ["default", "reload"]) {
    const answer = await fetch(address, { cache });
    if (answer.ok && isOwn(answer)) return answer;
  }
  throw new Error(`something else answers for ${address}`);
}

// The answer to what a page asks for, or nothing where the browser is to ask for it itself.
function answerTo(event) {
  const { request } = event;
  const url = new URL(request.url);
  const [, top, name, more] = url.pathname.split("/");
  if (request.method !== "GET" || !isOurs(url.origin, top)) return undefined;
  if (name === "assets") return file(request);
  if (request.mode !== "navigate") return undefined;
  if (IS_PASS.test(name) && !more) return tasking(event, `/o/${name.toUpperCase()}`);
  if (name === "my-sheet") return tasking(event, MY_SHEET);
  if (OWN_PAGES.includes(name)) return ownPage(request, `/o/${name}`);
  return name ? page(request) : page(request, MY_SHEET);
}

function isOurs(origin, top) {
  return origin === location.origin && top.toLowerCase() === "o";
}

async function file(request) {
  return (await caches.match(request)) || fetch(request);
}

// What is kept of no page may be anybody's: where a network asks for a login, people have to see it. Without signal `other`
// stands in, where it is kept.
async function page(request, other = "") {
  try {
    const answer = await fetch(request);
    await keepOnly(answer);
    return answer;
  } catch {
    return (await stillValid(other)) ?? caches.match("/o/offline");
  }
}

// A page into which the server puts nothing: what is kept of it is as good after a moment on a line that does not answer.
async function ownPage(request, address) {
  const late = new Promise((resolve) => setTimeout(resolve, rules.page_patience_ms));
  const answer = await Promise.race([fetch(request).catch(() => undefined), late]);
  return answer?.ok && isOwn(answer) ? answer : caches.match(address);
}

// The network has a moment; then the page as it was last seen. What arrives later is kept, and the page is told.
async function tasking(event, address) {
  const kept = await stillValid(address);
  const fetched = fetch(event.request).then((answer) => keep(address, answer));
  if (!kept) return fetched.catch(() => caches.match("/o/offline"));
  event.waitUntil(fetched.catch(() => undefined));
  const late = new Promise((resolve) => setTimeout(resolve, rules.page_patience_ms, kept));
  const answer = await Promise.race([fetched.catch(() => kept), late]);
  return isOwn(answer) && answer.status < 500 ? answer : kept;
}

async function keep(address, answer) {
  if (!isOwn(answer)) return answer;
  await keepOnly(answer);
  const pages = await caches.open("pages");
  if (answer.ok) {
    isUnpaired = false;
    await pages.put(address, answer.clone());
    channel.postMessage({ address, sheet: answer.headers.get("X-Sheet") });
  }
  if (answer.headers.get("X-Paired") === "no") await forget();
  else if (answer.status === 404) await pages.delete(address);
  return answer;
}

// The phone is paired anew: what it kept under another pairing goes; the worker of the other spelling hears of it.
async function keepOnly(answer) {
  const pairing = isOwn(answer) && answer.headers.get(rules.pairing);
  if (!pairing) return;
  isUnpaired = false;
  channel.postMessage({ paired: true });
  const pages = await caches.open("pages");
  for (const request of await pages.keys()) {
    const kept = await pages.match(request);
    if (kept.headers.get(rules.pairing) !== pairing) await pages.delete(request);
  }
}

// The pairing has ended: nothing of a sheet stays on this phone, and a page that is open from memory is told.
async function forget() {
  isUnpaired = true;
  await caches.delete("pages");
  channel.postMessage({ unpaired: true });
}

async function stillValid(address) {
  const kept = await (await caches.open("pages")).match(address);
  return kept && Number(kept.headers.get("X-Until")) > Date.now() ? kept : undefined;
}

async function tidy() {
  for (const name of await caches.keys()) {
    if (name.startsWith("shell-") && name !== SHELL) await caches.delete(name);
  }
  const pages = await caches.open("pages");
  for (const request of await pages.keys()) {
    if (!(await stillValid(new URL(request.url).pathname))) await pages.delete(request);
  }
}

async function sendAll() {
  await flush();
  if ((await listed()).some(isWaiting)) throw new Error("some logs still wait");
}
