// A stored log, corrected: sent like any other log, also later, as the next version under the same number.
import { end, restored } from "./amending.mjs";
import { answersOf } from "./answers.mjs";
import { sendWaiting } from "./bar.mjs";
import "./company.mjs";
import { askForMissing, collectDetails } from "./details.mjs";
import { newEntry } from "./entries.mjs";
import { askAboutPersonal, askAboutTimes, form, middle, showOutcome, showUnkept, unanswered } from "./form.mjs";
import { deliver, listed } from "./queue.mjs";
import { instantOf } from "./times.mjs";

// What the server stored has come, however slow this phone's clock is.
function latest() {
  const stored = [...form.querySelectorAll(".times input")].map((input) => Date.parse(input.dataset.exact)).filter(Boolean);
  return new Date(Math.max(Date.now(), ...stored));
}

// The very instant it was while nobody changes the time; a time that is taken out is none.
function instant(input) {
  if (input.value && input.value === input.defaultValue) return input.dataset.exact;
  const found = instantOf(input.value, { middle, now: latest() });
  return found ? found.toISOString() : "";
}

function corrected() {
  const log = answersOf(form);
  for (const input of form.querySelectorAll("[type=hidden]:not([name$=_was])")) log[input.name] = input.value;
  for (const input of form.querySelectorAll(".times input")) log[input.name] = instant(input);
  return { ...log, version: Number(log.version), ...collectDetails() };
}

async function send(log) {
  const { pass: passId, area } = form.dataset;
  const result = await deliver(newEntry(log, { passId, area, now: Date.now() }));
  if (result.isKept || result.became === "stored") await end();
  if (result.became === "stored") showOutcome("Corrected", result.told.sentence, { isDone: true });
  else if (!result.isKept) showUnkept(result);
  else if (result.became === "stuck") showOutcome("Not stored yet", result.told.sentence);
  else showOutcome(...unanswered(result.isPerhaps));
  sendWaiting();
}

// A correction that is not stored yet is mended, not made a second time from what it corrects.
async function showWaiting() {
  const logId = form.elements.log_id.value;
  const isWaiting = (await listed()).some((entry) => entry.log_id === logId);
  if (isWaiting) showOutcome("A correction is on this phone already", "Mend that one: tap the line at the bottom.");
}

showWaiting().catch(() => undefined);
form.addEventListener("submit", async (event) => {
  event.preventDefault();
  await restored;
  const log = corrected();
  if (!askForMissing() && !askAboutTimes(instant, latest()) && !(await askAboutPersonal(log))) send(log);
});
