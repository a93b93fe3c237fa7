// Logs on this phone that are not stored yet: read them, mend them, send them, take them along as a file.
"use strict";
const list = document.getElementById("entries");

function shown(entry) {
  const item = document.getElementById("entry").content.cloneNode(true);
  const made = new Date(entry.made_at).toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "short" });
  item.querySelector("h2").textContent = entry.area;
  item.querySelector("[data-made]").textContent = made;
  item.querySelector("[data-state]").textContent = entry.sentence || { waiting: "Waiting for signal.", removed: "Removed." }[entry.state];
  for (const input of item.querySelectorAll("input, textarea")) input.value = entry.log[input.name] ?? "";
  const removed = entry.state === "removed";
  item.querySelector("details").hidden = removed;
  item.querySelector("[data-remove]").textContent = removed ? "Put back" : "Remove";
  item.querySelector("[data-remove]").addEventListener("click", () => turn(entry, removed ? "waiting" : "removed"));
  item.querySelector("form").addEventListener("submit", (event) => mend(event, entry));
  return item;
}

async function turn(entry, state) {
  await Queue.put({ ...entry, state, sentence: "" });
  await render();
}

// A mended log gets a number of its own: the server may hold other answers under the old one.
async function mend(event, entry) {
  event.preventDefault();
  const fields = Object.fromEntries(new FormData(event.target));
  const same = Object.entries(fields).every(([name, value]) => value === String(entry.log[name] ?? ""));
  const log = { ...entry.log, ...fields, log_id: same ? entry.log_id : Queue.newId() };
  await Queue.put({ ...entry, log_id: log.log_id, log, state: "waiting", sentence: "" });
  if (!same) await Queue.drop(entry.log_id);
  await Queue.flush();
  await render();
  showBar();
}

async function render() {
  const entries = await Queue.all();
  list.replaceChildren(...entries.map(shown));
  document.getElementById("none").hidden = entries.length > 0;
  document.getElementById("export").hidden = entries.length === 0;
}

document.getElementById("export").addEventListener("click", async () => {
  const blob = new Blob([JSON.stringify(await Queue.all(), null, 2)], { type: "application/json" });
  const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download: "patrolqr-waiting.json" });
  link.click();
  URL.revokeObjectURL(link.href);
});
Queue.channel.addEventListener("message", render);
render();
