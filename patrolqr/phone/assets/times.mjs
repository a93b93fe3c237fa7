// Times of day and the instants they stand for, on the force's wall clock, whatever zone a phone is set to; the same rule as
// the server's (core/clock.py).
import { rules } from "./rules.mjs";

const told = rules.times;
const MINUTE_MS = 60000;
const HOUR_MS = 3600000;
const DAY_MS = 86400000;
const clock = new Intl.DateTimeFormat("en-GB", {
  timeZone: told.zone, hourCycle: "h23", year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit",
});

// What the wall clock shows at an instant, to the minute, read as if it were UTC.
function shownAt(instant) {
  const said = Object.fromEntries(clock.formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
  return Date.UTC(said.year, said.month - 1, said.day, said.hour, said.minute);
}

// The instant at which the wall clock shows that: the first of two, and where it skips it, as if the clock had gone on.
function instantAt(shown) {
  const [before, after] = [-DAY_MS, DAY_MS].map((away) => 2 * shown + away - shownAt(shown + away));
  return new Date(shownAt(before) === shown || shownAt(after) !== shown ? before : after);
}

// What the wall clock shows at an instant: 21:04.
export function wallOf(instant) {
  return new Date(shownAt(instant)).toISOString().slice(11, 16);
}

// A day and a time as a control has them, 2026-11-24T21:04, as an instant.
export function momentOf(text) {
  return instantAt(Date.parse(`${text.slice(0, 16)}Z`)).toISOString();
}

// An instant's day, and time where asked for, for reading.
export function dayText(instant, options) {
  return instant.toLocaleString("en-GB", { timeZone: told.zone, ...options });
}

// The instant that a typed time of day stands for: the one nearest the middle of the shift, which is at most half a day
// away. `shown` is the instant that stood in the field: while its hour and minute still do, it is that very instant. Where
// the clock shows a time twice, it is the last one that has come.
export function instantOf(text, { middle, shown = null, now }) {
  if (!text) return null;
  if (shown && text === wallOf(shown)) return shown;
  const [hours, minutes] = text.split(":").map(Number);
  const day = Math.floor(shownAt(middle) / DAY_MS) * DAY_MS;
  const on = (days) => instantAt(day + days * DAY_MS + hours * HOUR_MS + minutes * MINUTE_MS);
  let found = on(0);
  if (found - middle > told.half_a_day_ms) found = on(-1);
  else if (middle - found > told.half_a_day_ms) found = on(1);
  const again = new Date(found.getTime() + HOUR_MS);
  return wallOf(again) === text && !isAhead(again, { now }) ? again : found;
}

// Whether an instant has not come yet, by more than clocks may differ.
export function isAhead(instant, { now }) {
  return instant - now > told.ahead_ms;
}

// When the officer left: what was typed, else now where the button says so or the page was open long enough for a stay.
export function leftAt(typed, { arrived, isLeaving, now }) {
  if (typed) return typed;
  const stayed = arrived !== null && now - arrived >= told.shortest_stay_ms;
  return isLeaving || stayed ? now : null;
}

// The question about a stay that is long where so many minutes are asked for, or nothing.
export function longStay(arrived, left, minutes) {
  if (!arrived || !left || left - arrived <= told.long_stay * minutes * MINUTE_MS) return "";
  const stayed = Math.floor((left - arrived) / MINUTE_MS);
  return told.arrived_or_now.replace("{wall}", wallOf(arrived)).replace("{minutes}", stayed);
}
