// Which area comes next is what the server says; what waits on this phone is added to what it gave.
import assert from "node:assert/strict";
import test from "node:test";

import { givenText, nextArea, withOwn } from "../../../patrolqr/phone/assets/next.mjs";
import { told } from "./told.mjs";

const AREA = {
  number: 1, name: "Market Square", codes: ["NEW", "OLD"], opens: 0, closes: 1, patrols: 1, patrols_asked: 3, minutes: 15,
  minutes_asked: 45, last_from: Date.parse("2026-11-24T21:00:00Z"), last_until: Date.parse("2026-11-24T21:15:00Z"),
};

function waiting(arrived, left, changes = {}) {
  const at = (wall) => wall && `2026-11-24T${wall}:00Z`;
  return { pass_id: "OLD", state: "waiting", log: { arrived_at: at(arrived), left_at: at(left) }, ...changes };
}

const after = (...entries) => givenText(withOwn([AREA], entries)[0]);

test("the next area is the one that the server would name", () => {
  assert.ok(told.next.length > 100);
  for (const { areas, now, leaving, number } of told.next) {
    assert.equal(nextArea(areas, { now, leaving })?.number ?? null, number, JSON.stringify({ areas, now, leaving }));
  }
});

test("a log that waits counts, one that the server knows or refuses does not", () => {
  assert.equal(after(), "1 of 3 patrols, 15 of 45 min");
  assert.equal(after(waiting("22:00", "22:10")), "2 of 3 patrols, 25 of 45 min");
  assert.equal(after(waiting("22:00", "")), "2 of 3 patrols, 15 of 45 min");
  const others = [
    waiting("", ""), waiting("22:00", "22:10", { pass_id: "OTHER" }), waiting("22:00", "22:10", { state: "stuck" }),
    waiting("22:00", "22:10", { state: "removed" }),
  ];
  assert.equal(after(...others), "1 of 3 patrols, 15 of 45 min");
  const correction = waiting("22:00", "22:10");
  correction.log.version = 2;
  assert.equal(after(correction), "1 of 3 patrols, 15 of 45 min");
});

test("an area short of its minutes is not done, however often it was visited", () => {
  assert.equal(after(waiting("22:00", "22:00")), "2 of 3 patrols, 15 of 45 min");
  const visited = { ...AREA, patrols: 3, minutes: 44 };
  assert.equal(nextArea([visited], { now: 0 }), visited);
  assert.equal(nextArea([{ ...visited, minutes: 45 }], { now: 0 }), undefined);
});

test("a stay that overlaps the last patrol is part of it, and never more is given than was asked", () => {
  assert.equal(after(waiting("21:10", "21:25")), "1 of 3 patrols, 25 of 45 min");
  assert.equal(after(waiting("21:15", "21:20")), "1 of 3 patrols, 20 of 45 min");
  assert.equal(after(waiting("21:16", "21:20")), "2 of 3 patrols, 19 of 45 min");
  assert.equal(after(waiting("22:00", "22:50"), waiting("23:00", "23:50"), waiting("23:55", "")), "3 of 3 patrols, 45 of 45 min");
});

test("the last time somebody was there is this phone's where that is later", () => {
  const [area] = withOwn([{ ...AREA, last_from: null, last_until: null }], [waiting("22:00", "22:10")]);
  assert.equal(area.last_until, Date.parse("2026-11-24T22:10:00Z"));
  assert.equal(area.own, 1);
});
