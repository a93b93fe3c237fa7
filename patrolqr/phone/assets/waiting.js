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
  showDetails(item.querySelector("[data-labels]"), entry.log);
  const removed = entry.state === "removed";
  item.querySelector("details").hidden = removed;
  item.querySelector("[data-remove]").textContent = removed ? "Put back" : "Remove";
  item.querySelector("[data-remove]").addEventListener("click", () => turn(entry, removed ? "waiting" : "removed"));
  item.querySelector("form").addEventListener("submit", (event) => mend(event, entry));
  return item;
}

// Each detailed stop-search, arrest or engagement as one line that can be left out.
function showDetails(box, log) {
  for (const [group, label] of Object.entries(JSON.parse(box.dataset.labels))) {
    (log[group] ?? []).forEach((answers, number) => {
      const input = Object.assign(document.createElement("input"), { type: "checkbox", checked: true });
      Object.assign(input.dataset, { group, number });
      const line = document.createElement("label");
      line.append(input, `${label} ${number + 1}: ${Object.values(answers).flat().join(", ")}`);
      box.append(line);
      box.hidden = false;
    });
  }
}

// What is left of the details, and whether that is all of them.
function details(form, log) {
  const left = {};
  const boxes = [...form.querySelectorAll("[data-group]")];
  for (const { dataset } of boxes) left[dataset.group] = [];
  for (const { checked, dataset } of boxes) if (checked) left[dataset.group].push(log[dataset.group][dataset.number]);
  return [left, boxes.every((box) => box.checked)];
}

async function turn(entry, state) {
  await Queue.put({ ...entry, state, sentence: "" });
  await render();
}

// A mended log gets a number of its own: the server may hold other answers under the old one. A correction keeps the
// number of the log that it corrects.
async function mend(event, entry) {
  event.preventDefault();
  const fields = Object.fromEntries(new FormData(event.target));
  const [left, all] = details(event.target, entry.log);
  const same = all && Object.entries(fields).every(([name, value]) => value === String(entry.log[name] ?? ""));
  const log = { ...entry.log, ...fields, ...left, log_id: same || entry.log.version > 1 ? entry.log_id : Queue.newId() };
  await Queue.put({ ...entry, log_id: log.log_id, log, state: "waiting", sentence: "" });
  if (log.log_id !== entry.log_id) await Queue.drop(entry.log_id);
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
