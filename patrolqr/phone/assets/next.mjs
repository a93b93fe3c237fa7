// Which area of the sheet comes next, and what each has with the logs that wait on this phone; the same rule as the server's
// (core/progress.py). No browser is asked for anything here.

const MINUTE_MS = 60000;

export const isFull = (area) => area.patrols >= area.patrols_asked && area.minutes >= area.minutes_asked;

const shareOf = (given, asked) => (asked ? given / asked : 1);

function isBefore(one, other) {
  const at = one.findIndex((each, place) => each !== other[place]);
  return one[at] < other[at];
}

// What an area is chosen by, the first difference deciding: its window's turn, then how little it was given.
function orderOf(area, now) {
  const { opens, closes, number } = area;
  const given = [shareOf(area.patrols, area.patrols_asked), shareOf(area.minutes, area.minutes_asked)];
  return [Number(closes <= now), Math.max(opens, now), Math.max(closes, now), ...given, number];
}

// The area to go to next; `leaving` is a code of the one that the officer is in.
export function nextArea(areas, { now, leaving = "" }) {
  const left = areas.filter((area) => !isFull(area) && !area.codes.includes(leaving));
  const isSooner = (one, other) => isBefore(orderOf(one, now), orderOf(other, now));
  return left.reduce((first, area) => (first && !isSooner(area, first) ? first : area), undefined);
}

// The stays of waiting logs in an area: [from, until], ms. A correction tells of a stay that the server knows.
function staysIn(area, entries) {
  const isNew = ({ state, log }) => state === "waiting" && !(log.version > 1);
  const own = entries.filter((entry) => isNew(entry) && area.codes.includes(entry.pass_id));
  const stays = own.map(({ log }) => [Date.parse(log.arrived_at), Date.parse(log.left_at || log.arrived_at)]);
  return stays.filter(([from]) => from).sort(([one], [other]) => one - other);
}

// An area with what waits on this phone: a stay that overlaps the last patrol there, or the one before, is part of it.
function withStays(area, entries) {
  const own = staysIn(area, entries);
  let { patrols, minutes, last_from: from, last_until: until } = area;
  for (const [came, went] of own) {
    const isPart = until !== null && came <= until && went >= from;
    if (!isPart) patrols += 1;
    const more = isPart ? Math.max(went - until, 0) + Math.max(from - came, 0) : went - came;
    minutes += Math.floor(more / MINUTE_MS);
    from = isPart ? Math.min(from, came) : came;
    until = isPart ? Math.max(until, went) : Math.max(until ?? went, went);
  }
  const { patrols_asked: patrolsAsked, minutes_asked: minutesAsked } = area;
  const given = { patrols: Math.min(patrols, patrolsAsked), minutes: Math.min(minutes, minutesAsked) };
  return { ...area, ...given, last_from: from, last_until: until, own: own.length };
}

export function withOwn(areas, entries) {
  return areas.map((area) => withStays(area, entries));
}

export const minutesText = (area) => `${area.minutes} of ${area.minutes_asked} min`;

// What an area has of what was asked: 1 of 2 patrols, 15 of 30 min.
export function givenText(area) {
  const noun = area.patrols_asked === 1 ? "patrol" : "patrols";
  return `${area.patrols} of ${area.patrols_asked} ${noun}, ${minutesText(area)}`;
}
