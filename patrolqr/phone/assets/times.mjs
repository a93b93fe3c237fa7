// Times of day and the instants they stand for; the same rule as the server's (core/clock.py).
const HOUR_MS = 3600000;

const two = (number) => String(number).padStart(2, "0");

// What the wall clock shows at an instant: 21:04.
export function wallOf(instant) {
  return `${two(instant.getHours())}:${two(instant.getMinutes())}`;
}

// The instant that a typed time of day stands for: the one nearest the middle of the shift, which is at most half a day
// away. `shown` is the instant that stood in the field: while its hour and minute still do, it is that very instant. Where
// the clock shows a time twice, it is the last one that has come.
export function instantOf(text, { middle, shown = null, now, rules }) {
  if (!text) return null;
  if (shown && text === wallOf(shown)) return shown;
  const [hours, minutes] = text.split(":").map(Number);
  const found = new Date(middle);
  found.setHours(hours, minutes, 0, 0);
  if (found - middle > rules.half_a_day_ms) found.setDate(found.getDate() - 1);
  else if (middle - found > rules.half_a_day_ms) found.setDate(found.getDate() + 1);
  const again = new Date(found.getTime() + HOUR_MS);
  return wallOf(again) === text && !isAhead(again, { now, rules }) ? again : found;
}

// Whether an instant has not come yet, by more than clocks may differ.
export function isAhead(instant, { now, rules }) {
  return instant - now > rules.ahead_ms;
}

// When the officer left: what was typed, else now where the button says so or the page was open long enough for a stay.
export function leftAt(typed, { arrived, isLeaving, now, rules }) {
  if (typed) return typed;
  const stayed = arrived !== null && now - arrived >= rules.shortest_stay_ms;
  return isLeaving || stayed ? now : null;
}
