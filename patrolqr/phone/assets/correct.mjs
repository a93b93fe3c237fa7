// A stored log, corrected: sent like any other log, also later, as the next version under the same number.
import { answersOf } from "./answers.mjs";
import { sendWaiting } from "./bar.mjs";
import { askForMissing, collectDetails } from "./details.mjs";
import { newEntry } from "./entries.mjs";
import { askAboutPersonal, askAboutTimes, form, middle, showOutcome, showUnkept } from "./form.mjs";
import { keep, sendKept, sendStraight } from "./queue.mjs";
import { rules } from "./rules.mjs";
import { instantOf } from "./times.mjs";

// The very instant it was while nobody changes the time; a time that is taken out is none.
function instant(input) {
  if (input.value && input.value === input.defaultValue) return input.dataset.exact;
  const found = instantOf(input.value, { middle, now: new Date(), rules: rules.times });
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
  const entry = newEntry(log, { passId, area, now: Date.now() });
  const isKept = await keep(entry);
  const result = isKept ? await sendKept(entry) : await sendStraight(entry);
  if (result?.became === "stored") showOutcome("Corrected", result.told.sentence, { isDone: true });
  else if (!isKept) showUnkept(result);
  else if (result?.became === "stuck") showOutcome("Not stored yet", result.told.sentence);
  else showOutcome("Kept on this phone", "It sends itself as soon as there is signal.");
  sendWaiting();
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const log = corrected();
  if (!askForMissing() && !askAboutTimes(instant) && !askAboutPersonal(log)) send(log);
});
