// Drafts: what was typed on a page and is not sent, with the arrival. No browser is asked for anything here.

import { dayText, wallOf } from "./times.mjs";

const HALF_A_DAY_MS = 43200000;

// Whether anything was typed or tapped since the page stood blank.
export function isTouched(values, blank) {
  return Object.entries(values).some(([name, said]) => said.join("\n") !== (blank[name] ?? []).join("\n"));
}

// Whether a draft still says something: words for as long as nobody clears them, a mere arrival for a while.
export function isAlive(draft, { now, rules }) {
  return draft.is_touched || now - draft.began_at <= rules.arrival_ms;
}

// The draft that a page goes on with: its own, else what was kept beside that, else one of the same area and shift under
// another code of the sheet. A mere
// arrival counts in the tab that saw it only: who scans a code anew has just arrived.
export function draftFor({ address, visit, collar, tab, now, rules }, drafts) {
  const own = drafts.filter((draft) => draft.collar === collar && isAlive(draft, { now, rules }));
  const found = own.find((draft) => draft.address === address)
    ?? own.find((draft) => draft.is_touched && draft.address.startsWith(`${address}#`))
    ?? own.find((draft) => draft.is_touched && visit && draft.visit === visit);
  return found && (found.is_touched || found.tab === tab) ? found : undefined;
}

// The address, of the same page, of what is typed while nobody knows yet what is kept of it.
export function besideOf(address, opened) {
  return `${address}#${opened.getTime()}`;
}

// Whether words of another visit stand where a draft would go: typed in a tab that this one has not heard of yet.
export function isAnothers(standing, draft) {
  return Boolean(standing?.is_touched) && standing.log_id !== draft.log_id && standing.collar === draft.collar;
}

// Of drafts from several memories the newest of each page; a page that says nothing does not hide another's words.
export function newestOf(drafts) {
  const newest = new Map();
  for (const draft of drafts) {
    const other = newest.get(draft.address);
    const isHidden = other && !draft.is_touched && isAnothers(other, draft);
    const hides = !other || other.changed_at < draft.changed_at || (!other.is_touched && isAnothers(draft, other));
    if (hides && !isHidden) newest.set(draft.address, draft);
  }
  return [...newest.values()];
}

// Drafts that go: another officer's, once this one has the phone, and arrivals that led to nothing.
export function toDrop(drafts, { collar, now, rules }) {
  return drafts.filter((draft) => (collar && draft.collar !== collar) || !isAlive(draft, { now, rules }));
}

// Arrivals elsewhere at which nothing was typed: nobody is at two places.
export function leftBehind(drafts, address) {
  return drafts.filter((draft) => !draft.is_touched && draft.address !== address);
}

// The draft as that of another area, where the officer is in truth: answers to this area's question are no answers there.
export function moved(draft, { address, area }) {
  return { ...draft, address, area, visit: "", asked: "" };
}

// Words follow words; those that are there already, put back by the browser or told by another tab, are not doubled.
export function joined(before, typed) {
  if (typed.includes(before)) return typed;
  return before.includes(typed) ? before : `${before} ${typed}`;
}

// What was kept with what was typed since the page stood blank, before the draft was found.
export function withTyped(kept, { typed, blank, notes }) {
  const early = Object.keys(typed).filter((name) => isTouched({ [name]: typed[name] }, blank));
  const both = (name) => (notes.includes(name) ? [joined((kept[name] ?? []).join(" "), typed[name].join(" "))] : typed[name]);
  return { ...kept, ...Object.fromEntries(early.map((name) => [name, both(name)])) };
}

// The answers to a question that this page does not ask, taken out of the values, and the rest.
export function withoutAnswers(values, names) {
  const rest = { ...values };
  const answers = names.flatMap((name) => rest[name] ?? []).filter(Boolean);
  for (const name of names) delete rest[name];
  return { rest, answers };
}

// A note with words that have no place of their own any more.
export function noteWith(note, answers, homeless) {
  const earlier = answers.length ? [`Answer to an earlier question: ${answers.join(": ")}.`] : [];
  return [note, ...earlier, ...Object.values(homeless).flat()].filter(Boolean).join(" ");
}

// When it was begun, for reading: 21:04, with its day where that was half a day ago or more.
export function beganText(draft, now) {
  const began = new Date(draft.began_at);
  const wall = wallOf(began);
  if (now - began < HALF_A_DAY_MS) return wall;
  return `${dayText(began, { weekday: "short", day: "numeric", month: "short" })}, ${wall}`;
}

// How far a visit is that was begun: of a mere arrival nothing is there to be sent.
export function stateText(draft, now) {
  const began = beganText(draft, now);
  return draft.is_touched ? `Started ${began}, not sent.` : `Arrived ${began}, nothing written yet.`;
}

// The bar's link to what was begun on other pages: the one, or all of them; a mere arrival where that is all.
export function barLink(drafts, now) {
  const touched = drafts.filter((draft) => draft.is_touched);
  if (touched.length > 1) return { textContent: `${touched.length} begun, not sent`, href: "/o/queue" };
  const [draft] = touched.length ? touched : drafts;
  const said = draft.is_touched ? `Begun ${beganText(draft, now)}, not sent` : `Arrived ${beganText(draft, now)}`;
  return { textContent: `${said}: ${draft.area}`, href: draft.address };
}
