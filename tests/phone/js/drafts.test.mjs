// Drafts: whose they are, which one a page goes on with, what becomes of words that no control takes any more.
import assert from "node:assert/strict";
import test from "node:test";

import { told } from "./told.mjs";
import {
  barLink, beganText, besideOf, draftFor, isAlive, isAnothers, isTouched, joined, leftBehind, moved, newestOf, noteWith,
  stateText, toDrop, withTyped, withoutAnswers,
} from "../../../patrolqr/phone/assets/drafts.mjs";

const rules = told.rules.drafts;
const now = Date.parse("2026-11-24T21:30:00Z");
const began = Date.parse("2026-11-24T21:04:00Z");
const draft = {
  address: "/o/A", area: "1 Market Square", visit: "v", asked: "q", collar: "4821", tab: "t",
  log_id: "a", began_at: began, changed_at: now, is_touched: true, values: { saw: ["a van"] }, position: {},
};
const arrival = { ...draft, address: "/o/B", visit: "w", is_touched: false, values: {} };
const page = { address: "/o/A", visit: "v", collar: "4821", tab: "t", now, rules };

test("a page goes on with its own draft, in any tab, also days later", () => {
  assert.equal(draftFor(page, [arrival, draft]), draft);
  assert.equal(draftFor({ ...page, tab: "u", now: now + 9e8 }, [draft]), draft);
  assert.equal(draftFor({ ...page, address: "/o/C", visit: "x" }, [draft, arrival]), undefined);
});

test("and with that of an older code of its area on this shift", () => {
  assert.equal(draftFor({ ...page, address: "/o/C" }, [draft]), draft);
  assert.equal(draftFor({ ...page, address: "/o/C", visit: "" }, [{ ...draft, visit: "" }]), undefined);
});

test("and with what was kept beside it, while nobody knew what there was, after that", () => {
  const address = besideOf("/o/A", new Date(began));
  const beside = { ...draft, address, visit: "" };
  assert.equal(draftFor(page, [beside]), beside);
  assert.equal(draftFor(page, [beside, draft]), draft);
  assert.equal(draftFor({ ...page, address: "/o/AB" }, [beside]), undefined);
  assert.equal(draftFor(page, [{ ...beside, is_touched: false }]), undefined);
});

test("never with another officer's, which goes once this one has the phone", () => {
  assert.equal(draftFor({ ...page, collar: "9" }, [draft]), undefined);
  assert.deepEqual(toDrop([draft], { collar: "9", now, rules }), [draft]);
  assert.deepEqual(toDrop([draft], { collar: "4821", now, rules }), []);
  assert.deepEqual(toDrop([draft], { collar: "", now, rules }), [], "a page that is nobody's drops nothing");
});

test("a mere arrival counts in its own tab, for an hour, and not at two places", () => {
  const there = { ...page, address: "/o/B" };
  assert.equal(draftFor(there, [arrival]), arrival);
  assert.equal(draftFor({ ...there, tab: "u" }, [arrival]), undefined);
  assert.equal(isAlive(arrival, { now: began + rules.arrival_ms, rules }), true);
  assert.equal(isAlive(arrival, { now: began + rules.arrival_ms + 1, rules }), false);
  assert.equal(draftFor({ ...there, now: began + rules.arrival_ms + 1 }, [arrival]), undefined);
  assert.deepEqual(toDrop([draft, arrival], { now: began + rules.arrival_ms + 1, rules }), [arrival]);
  assert.deepEqual(leftBehind([draft, arrival], "/o/A"), [arrival]);
  assert.deepEqual(leftBehind([draft, arrival], "/o/B"), []);
});

test("only what was typed or tapped makes a visit begun", () => {
  const blank = { saw: [""], engagements: ["0"], tactics: [] };
  assert.equal(isTouched({ ...blank, "stop_search-1-power": [""] }, blank), false);
  assert.equal(isTouched({ ...blank, engagements: ["1"] }, blank), true);
  assert.equal(isTouched({ ...blank, tactics: ["Foot patrol"] }, blank), true);
});

test("what was typed before the draft was found stays: words follow words, the rest replaces", () => {
  const blank = { saw: [""], engagements: ["0"], heard: [""] };
  const kept = { saw: ["a van"], engagements: ["3"], heard: ["music"] };
  const typed = { saw: ["and a dog"], engagements: ["1"], heard: [""] };
  assert.deepEqual(withTyped(kept, { typed, blank, notes: ["saw", "heard"] }), {
    saw: ["a van and a dog"], engagements: ["1"], heard: ["music"],
  });
  assert.deepEqual(withTyped(kept, { typed: blank, blank, notes: ["saw"] }), kept);
});

test("an answer to another question becomes a note, and so does what has no place any more", () => {
  const there = moved(draft, { address: "/o/B", area: "2 Station Road" });
  assert.deepEqual([there.address, there.area, there.log_id, there.began_at], ["/o/B", "2 Station Road", "a", began]);
  assert.notEqual(there.asked, draft.asked);
  const { rest, answers } = withoutAnswers({ answer: ["two"], answer_quick: ["Yes"], saw: ["x"] }, ["answer_quick", "answer"]);
  assert.deepEqual([rest, answers], [{ saw: ["x"] }, ["Yes", "two"]]);
  assert.equal(noteWith("x", answers, { tactics: ["Foot patrol"] }), "x Answer to an earlier question: Yes: two. Foot patrol");
  assert.equal(noteWith("x", [], {}), "x");
});

test("the bar names the one, or counts them", () => {
  assert.equal(beganText(draft, now), "21:04");
  assert.match(beganText(draft, now + 86400000), /^Tue,? 24 Nov, 21:04$/);
  assert.deepEqual(barLink([draft], now), { textContent: "Begun 21:04, not sent: 1 Market Square", href: "/o/A" });
  const another = { ...draft, address: "/o/C" };
  assert.deepEqual(barLink([draft, another], now), { textContent: "2 begun, not sent", href: "/o/queue" });
  assert.deepEqual(barLink([arrival, draft], now), { textContent: "Begun 21:04, not sent: 1 Market Square", href: "/o/A" });
  assert.deepEqual(barLink([arrival], now), { textContent: "Arrived 21:04: 1 Market Square", href: "/o/B" });
  assert.equal(stateText(draft, now), "Started 21:04, not sent.");
  assert.equal(stateText(arrival, now), "Arrived 21:04, nothing written yet.");
});

test("words of another visit are seen where a draft would go, a mere arrival is not", () => {
  assert.ok(isAnothers(draft, { ...draft, log_id: "b", is_touched: false }));
  assert.ok(!isAnothers(draft, { ...draft, values: { saw: ["two vans"] } }));
  assert.ok(!isAnothers({ ...draft, is_touched: false }, { ...draft, log_id: "b" }));
  assert.ok(!isAnothers({ ...draft, collar: "5150" }, { ...draft, log_id: "b" }));
  assert.ok(!isAnothers(undefined, draft));
});

test("of two memories the newest of a page counts, and no arrival hides words", () => {
  const later = { ...draft, changed_at: now + 1, values: { saw: ["two vans"] } };
  const blank = { ...draft, log_id: "b", changed_at: now + 2, is_touched: false, values: {} };
  for (const both of [[draft, later], [later, draft]]) assert.deepEqual(newestOf(both), [later]);
  for (const both of [[draft, blank], [blank, draft]]) assert.deepEqual(newestOf(both), [draft]);
  const cleared = { ...blank, log_id: draft.log_id };
  for (const both of [[draft, cleared], [cleared, draft]]) assert.deepEqual(newestOf(both), [cleared]);
  assert.deepEqual(newestOf([arrival, draft]), [arrival, draft]);
});

test("words follow words, and are not doubled", () => {
  assert.equal(joined("one van", "two vans"), "one van two vans");
  for (const [before, typed] of [["a van", "a van"], ["", "a van"], ["a van", ""], ["a", "a van"]]) {
    assert.equal(joined(before, typed), before.length > typed.length ? before : typed);
  }
});
