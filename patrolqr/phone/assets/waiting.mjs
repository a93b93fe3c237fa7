// Logs on this phone that are not stored yet: read them, mend them, send them, take them along as a file.
import { showBar } from "./bar.mjs";
import { mended } from "./entries.mjs";
import { all, channel, drop, flush, put } from "./queue.mjs";

const list = document.getElementById("entries");
const STATES = { waiting: "Waiting for signal.", removed: "Removed." };

function itemOf(entry) {
  const item = document.getElementById("entry").content.cloneNode(true);
  const isRemoved = entry.state === "removed";
  const remove = item.querySelector("[data-remove]");
  const made = new Date(entry.made_at);
  item.querySelector("h2").textContent = entry.area;
  item.querySelector("[data-made]").textContent = made.toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "short" });
  item.querySelector("[data-state]").textContent = entry.sentence || STATES[entry.state];
  for (const input of item.querySelectorAll("input, select, textarea")) input.value = entry.log[input.name] ?? "";
  showDetails(item.querySelector("[data-labels]"), entry.log);
  item.querySelector("details").hidden = isRemoved;
  item.querySelector("form").addEventListener("submit", (event) => mend(event, entry));
  remove.textContent = isRemoved ? "Put back" : "Remove";
  remove.addEventListener("click", () => turn(entry, isRemoved ? "waiting" : "removed"));
  return item;
}

// Each detailed stop-search, arrest or engagement as one line that can be left out.
function showDetails(box, log) {
  for (const [group, label] of Object.entries(JSON.parse(box.dataset.labels))) {
    (log[group] ?? []).forEach((answers, number) => {
      const input = document.createElement("input");
      Object.assign(input, { type: "checkbox", checked: true });
      Object.assign(input.dataset, { group, number });
      const line = document.createElement("label");
      line.append(input, `${label} ${number + 1}: ${Object.values(answers).flat().join(", ")}`);
      box.append(line);
      box.hidden = false;
    });
  }
}

// The details that are still ticked, by group.
function tickedDetails(form, log) {
  const left = {};
  for (const box of form.querySelectorAll("[data-group]")) {
    const { group, number } = box.dataset;
    left[group] ??= [];
    if (box.checked) left[group].push(log[group][number]);
  }
  return left;
}

async function turn(entry, state) {
  await put({ ...entry, state, sentence: "" });
  await render();
}

async function mend(event, entry) {
  event.preventDefault();
  const answers = Object.fromEntries(new FormData(event.target));
  const changed = mended(entry, answers, tickedDetails(event.target, entry.log));
  await put(changed);
  if (changed.log_id !== entry.log_id) await drop(entry.log_id);
  await flush();
  await render();
  showBar();
}

async function render() {
  const entries = await all();
  list.replaceChildren(...entries.map(itemOf));
  document.getElementById("none").hidden = entries.length > 0;
  document.getElementById("export").hidden = entries.length === 0;
}

async function exportAll() {
  const blob = new Blob([JSON.stringify(await all(), null, 2)], { type: "application/json" });
  const link = document.createElement("a");
  Object.assign(link, { href: URL.createObjectURL(blob), download: "patrolqr-waiting.json" });
  link.click();
  URL.revokeObjectURL(link.href);
}

document.getElementById("export").addEventListener("click", exportAll);
channel.addEventListener("message", render);
render();
