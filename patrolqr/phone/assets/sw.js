// Pages of a sheet that was scanned once open without signal; nothing outside /o and /O is touched.
"use strict";
importScripts(FILES.find((file) => file.includes("queue.js")));
const SHELL = `shell-${VERSION}`;
const PATIENCE_MS = 50;

addEventListener("install", (event) => {
  const kept = caches.open(SHELL).then((cache) => cache.addAll([...FILES, "/o/queue", "/o/offline"]));
  event.waitUntil(kept.then(() => skipWaiting()));
});

addEventListener("activate", (event) => event.waitUntil(tidy().then(() => clients.claim())));

addEventListener("sync", (event) => event.waitUntil(sendAll()));

addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  const [, top, name, more] = url.pathname.split("/");
  if (event.request.method !== "GET" || url.origin !== location.origin || top?.toLowerCase() !== "o") return;
  if (name === "assets") event.respondWith(file(event.request));
  else if (event.request.mode !== "navigate") return;
  else if (/^[a-z2-7]{20}$/i.test(name) && !more) event.respondWith(tasking(event, `/o/${name.toUpperCase()}`));
  else if (name === "paired") event.respondWith(caches.delete("pages").then(() => page(event.request, "/o/offline")));
  else event.respondWith(page(event.request, name === "queue" ? "/o/queue" : "/o/offline"));
});

async function file(request) {
  return (await caches.match(request)) || fetch(request);
}

async function page(request, instead) {
  try {
    return await fetch(request);
  } catch {
    return caches.match(instead);
  }
}

// The network has a moment; then the page as it was last seen. What arrives later is kept, and the page is told.
async function tasking(event, address) {
  const kept = await stillValid(address);
  const fetched = fetch(event.request).then((answer) => keep(address, answer));
  if (!kept) return fetched.catch(() => caches.match("/o/offline"));
  event.waitUntil(fetched.catch(() => undefined));
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS, kept));
  const answer = await Promise.race([fetched.catch(() => kept), late]);
  return answer.status >= 500 ? kept : answer;
}

async function keep(address, answer) {
  const pages = await caches.open("pages");
  if (answer.ok) {
    await pages.put(address, answer.clone());
    Queue.channel.postMessage({ address, sheet: answer.headers.get("X-Sheet") });
  }
  if (answer.headers.get("X-Paired") === "no") await forget();
  else if (answer.status === 404) await pages.delete(address);
  return answer;
}

// The pairing has ended: nothing of a sheet stays on this phone, and a page that is open from memory is told.
async function forget() {
  await caches.delete("pages");
  Queue.channel.postMessage({ unpaired: true });
}

async function stillValid(address) {
  const kept = await (await caches.open("pages")).match(address);
  return kept && Number(kept.headers.get("X-Until")) > Date.now() ? kept : undefined;
}

async function tidy() {
  for (const name of await caches.keys()) if (name.startsWith("shell-") && name !== SHELL) await caches.delete(name);
  const pages = await caches.open("pages");
  for (const request of await pages.keys()) {
    if (!(await stillValid(new URL(request.url).pathname))) await pages.delete(request);
  }
}

async function sendAll() {
  await Queue.flush();
  const left = (await Queue.waiting()).filter((entry) => entry.state === "waiting");
  if (left.length) throw new Error("some logs still wait");
}
