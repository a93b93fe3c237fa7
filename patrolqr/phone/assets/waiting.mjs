// Logs on this phone that are not stored yet: read them, mend them, send them, take them along as a file. Above them the
// visits that were begun and not sent.
import { showBar } from "./bar.mjs";
import { isAlive, stateText } from "./drafts.mjs";
import { isPerhapsStored, isUndo, isWaiting, mended, wanted } from "./entries.mjs";
import { all, channel, drop, flush, put, replace, sendStraight, undo } from "./queue.mjs";
import { rules } from "./rules.mjs";
import { allDrafts, dropDraft, keepDraft } from "./shelf.mjs";
import { dayText } from "./times.mjs";

const begun = document.getElementById("drafts");
const cleared = new Map();
const list = document.getElementById("entries");
const STATES = { removed: "Removed.", undo: rules.sending.undo_waits };

function stateOf(entry) {
  if (entry.sentence || !isWaiting(entry)) return entry.sentence || STATES[entry.state];
  return isPerhapsStored(entry) ? "No answer yet: it may be stored already. It is asked again." : "Waiting for signal.";
}

// What its button does: a log that is removed, or to be taken back, is put back; what was only to be read goes.
function actOf(entry) {
  if (entry.state === "removed") return ["Put back", () => turn(entry, "waiting")];
  if (isUndo(entry)) return ["Put back", () => drop(entry.log_id).then(render)];
  if (entry.state === "told") return ["Seen", () => drop(entry.log_id).then(render)];
  return ["Remove", () => remove(entry)];
}

function itemOf(entry) {
  const item = document.getElementById("entry").content.cloneNode(true);
  const [label, act] = actOf(entry);
  const button = item.querySelector("[data-remove]");
  const correct = item.querySelector("[data-correct]");
  item.firstElementChild.id = entry.log_id;
  item.querySelector("h2").textContent = entry.area;
  item.querySelector("[data-made]").textContent = dayText(new Date(entry.made_at), { dateStyle: "medium", timeStyle: "short" });
  item.querySelector("[data-state]").textContent = stateOf(entry);
  item.querySelector("details").hidden = label !== "Remove";
  correct.hidden = entry.state !== "told";
  correct.href = `/o/${entry.pass_id}/correct/${entry.undoes}`;
  if (entry.log) showLog(item, entry);
  button.textContent = label;
  button.addEventListener("click", act);
  return item;
}

function showLog(item, entry) {
  for (const input of item.querySelectorAll("input, select, textarea")) input.value = entry.log[input.name] ?? "";
  showDetails(item.querySelector("[data-labels]"), entry.log);
  item.querySelector("form").addEventListener("submit", (event) => mend(event, entry));
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
    state.textContent = isCleared ? "Cleared." : stateText(draft, Date.now());
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

// Gone where it was never sent; else the server is asked to take it back, now or when it can be reached.
async function remove(entry) {
  await undo(entry);
  await render();
  showBar();
}

const isStored = async (entry) => (await sendStraight(entry)).became === "stored";

async function mend(event, shown) {
  event.preventDefault();
  const answers = Object.fromEntries(new FormData(event.target));
  const details = tickedDetails(event.target, shown.log);
  // One that is gone from here meanwhile is stored.
  const mendIt = (entry = { ...shown, tried: shown.tried || 1 }) => mended(entry, answers, details, rules.sending.mended_why);
  const { changed, isKept } = await replace(mendIt, shown.log_id).catch(() => ({ changed: mendIt(), isKept: false }));
  if (!isKept && !(await isStored(changed))) {
    event.target.querySelector(".wrong").hidden = false;
    return;
  }
  event.target.closest("details").open = false;
  await flush();
  await render();
  showBar();
}

// Items that are open: somebody may be writing in them, also where their log is stored meanwhile.
function beingMended(entries) {
  const open = [...list.children].filter((item) => item.querySelector("details").open);
  for (const item of open) {
    const isGone = !entries.some((entry) => entry.log_id === item.id);
    if (isGone) item.querySelector("[data-state]").textContent = "Stored meanwhile: what you send from here corrects it.";
    item.querySelector("[data-remove]").hidden = isGone;
  }
  return open.map(({ id }) => id);
}

async function render() {
  const entries = await all().catch(() => null);
  document.getElementById("mute").hidden = entries !== null;
  if (entries === null) return;
  const shown = wanted(entries);
  const open = beingMended(shown);
  // What is open is not moved: the keyboard would close.
  for (const item of [...list.children]) if (!open.includes(item.id)) item.remove();
  list.append(...shown.filter((entry) => !open.includes(entry.log_id)).map(itemOf));
  document.getElementById("none").hidden = list.children.length > 0;
  document.getElementById("export").hidden = entries.length === 0;
}

async function exportAll() {
  const blob = new Blob([JSON.stringify(await all(), null, 2)], { type: "application/json" });
  const link = document.createElement("a");
  Object.assign(link, { href: URL.createObjectURL(blob), download: "patrolqr-waiting.json" });
  link.click();
  URL.revokeObjectURL(link.href);
}

addEventListener("queue", render);
document.getElementById("export").addEventListener("click", exportAll);
channel.addEventListener("message", ({ data }) => {
  if (data === "queue") render();
  if (data.draft) renderDrafts();
});
render();
renderDrafts();
