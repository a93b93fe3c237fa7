// Logs on this phone that are not stored yet: read them, mend them, send them, take them along as a file. Above them the
// visits that were begun and not sent.
import { showBar } from "./bar.mjs";
import { beganText, isAlive } from "./drafts.mjs";
import { mended } from "./entries.mjs";
import { all, channel, drop, flush, keep, put, sendStraight } from "./queue.mjs";
import { rules } from "./rules.mjs";
import { allDrafts, dropDraft, keepDraft } from "./shelf.mjs";

const begun = document.getElementById("drafts");
const cleared = new Map();
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

// A visit that was begun: its words, to be gone on with, or cleared and for as long as this page is open put back.
function draftItem(draft) {
  const item = document.getElementById("draft").content.cloneNode(true);
  const [title, state, link, clear] = item.querySelectorAll("h2, [data-state], a, [data-clear]");
  title.textContent = draft.area;
  link.href = draft.address;
  for (const [name, label] of Object.entries(JSON.parse(begun.dataset.labels))) {
    const said = (draft.values[name] ?? []).filter(Boolean).join("; ");
    if (said) link.before(Object.assign(document.createElement("p"), { textContent: `${label}: ${said}` }));
  }
  let isCleared = cleared.has(draft.address);
  const show = () => {
    state.textContent = isCleared ? "Cleared." : `Started ${beganText(draft, Date.now())}, not sent.`;
    clear.textContent = isCleared ? "Put back" : "Clear";
  };
  clear.addEventListener("click", () => {
    isCleared = !isCleared;
    show();
    if (isCleared) {
      cleared.set(draft.address, draft);
      dropDraft(draft);
    } else {
      cleared.delete(draft.address);
      keepDraft({ ...draft, changed_at: Date.now() });
    }
  });
  show();
  return item;
}

async function renderDrafts() {
  const alive = (await allDrafts()).filter((draft) => isAlive(draft, { now: Date.now(), rules: rules.drafts }));
  const others = alive.filter(({ address }) => !cleared.has(address));
  begun.replaceChildren(...[...cleared.values(), ...others].map(draftItem));
}

async function turn(entry, state) {
  await put({ ...entry, state, sentence: "" });
  await render();
}

const isStored = async (entry) => (await sendStraight(entry)).became === "stored";

async function mend(event, entry) {
  event.preventDefault();
  const answers = Object.fromEntries(new FormData(event.target));
  const changed = mended(entry, answers, tickedDetails(event.target, entry.log));
  if (!(await keep(changed)) && !(await isStored(changed))) {
    event.target.querySelector(".wrong").hidden = false;
    return;
  }
  if (changed.log_id !== entry.log_id) await drop(entry.log_id);
  await flush();
  await render();
  showBar();
}

async function render() {
  const entries = await all().catch(() => null);
  document.getElementById("mute").hidden = entries !== null;
  if (entries === null) return;
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
channel.addEventListener("message", ({ data }) => {
  if (data === "queue") render();
  if (data.draft) renderDrafts();
});
render();
renderDrafts();
