// A typed time of day is the same instant on the phone and on the server, also on the nights the clocks change.
import assert from "node:assert/strict";
import test from "node:test";

import { told } from "./told.mjs";
import { instantOf, isAhead, leftAt, longStay, momentOf, wallOf } from "../../../patrolqr/phone/assets/times.mjs";

const rules = told.rules.times;
const MINUTE_MS = 60000;
const now = new Date("2026-11-23T21:00:00Z");
const before = (ms) => new Date(now.getTime() - ms);

test("every typed time is the instant that the server takes it for, and asked about where the server asks", () => {
  assert.ok(told.times.filter(({ instant }) => instant).length > 100);
  assert.ok(told.times.filter(({ instant }) => !instant).length > 100);
  for (const { text, middle, now: at, instant } of told.times) {
    const found = instantOf(text, { middle: new Date(middle), now: new Date(at) });
    assert.equal(isAhead(found, { now: new Date(at) }), !instant, `${text}, ${middle}, at ${at}`);
    if (instant) assert.equal(found.toISOString(), new Date(instant).toISOString(), `${text}, ${middle}, at ${at}`);
  }
});

test("a time is ahead from a quarter of an hour on", () => {
  assert.equal(isAhead(before(-rules.ahead_ms), { now }), false);
  assert.equal(isAhead(before(-rules.ahead_ms - 1), { now }), true);
  assert.equal(isAhead(new Date(""), { now }), false);
});

test("a time that nobody changed is the very instant that was shown", () => {
  const shown = new Date("2026-11-23T21:00:17.250Z");
  const found = instantOf(wallOf(shown), { middle: now, shown, now });
  assert.equal(found, shown);
  assert.equal(instantOf("", { middle: now, shown, now }), null);
});

test("half a day from the shift's middle is the limit", () => {
  const middle = new Date("2026-11-23T20:00:00Z");
  assert.equal(instantOf("08:00", { middle, now }).toISOString(), "2026-11-23T08:00:00.000Z");
  assert.equal(instantOf("07:59", { middle, now }).toISOString(), "2026-11-24T07:59:00.000Z");
});

test("the hour that comes twice has come up to a quarter of an hour ahead of it", () => {
  const middle = new Date("2026-10-24T19:00:00Z");
  const second = new Date("2026-10-25T01:30:00Z");
  const at = (ms) => instantOf("01:30", { middle, now: new Date(second - ms) }).toISOString();
  assert.equal(at(rules.ahead_ms), "2026-10-25T01:30:00.000Z");
  assert.equal(at(rules.ahead_ms + 1), "2026-10-25T00:30:00.000Z");
});

test("nothing to report right after opening claims no stay; two minutes later it does", () => {
  const left = (ms, isLeaving = false) => leftAt(null, { arrived: before(ms), isLeaving, now });
  assert.equal(rules.shortest_stay_ms, 2 * MINUTE_MS);
  assert.equal(left(rules.shortest_stay_ms - 1), null);
  assert.equal(left(rules.shortest_stay_ms), now);
  assert.equal(left(0, true), now);
  assert.equal(leftAt(null, { arrived: null, isLeaving: false, now }), null);
  assert.equal(leftAt(before(5), { arrived: null, isLeaving: true, now }).getTime(), now - 5);
});

test("a moment of a control is on the force's clock, also where that shows it twice or not at all", () => {
  const moments = {
    "2026-07-01T21:04": "20:04", "2026-10-25T01:30": "00:30", "2026-03-29T01:30": "01:30", "2026-11-24T21:04:30": "21:04",
  };
  for (const [text, utc] of Object.entries(moments)) assert.equal(momentOf(text).slice(11, 16), utc, text);
});

test("a stay is long from more than twice the minutes asked for on", () => {
  const stayed = (minutes) => longStay(before(minutes * MINUTE_MS), now, 15);
  assert.equal(rules.long_stay, 2);
  assert.equal(stayed(30), "");
  assert.equal(stayed(31), "Arrived 20:29, or now? A stay of 31 minutes is long for this area.");
  assert.equal(longStay(null, now, 15), "");
  assert.equal(longStay(now, "", 15), "");
});
