// Counters stay within their limits; which questions must be answered is what the server says.
import assert from "node:assert/strict";
import test from "node:test";

import { actsToShow, canAddAct, isNeeded, officersThere, stepped } from "../../../patrolqr/phone/assets/counting.mjs";
import { told } from "./told.mjs";

test("a counter goes no lower than nothing and no higher than its most", () => {
  assert.equal(stepped("0", "-1", "500"), 0);
  assert.equal(stepped("0", "1", "500"), 1);
  assert.equal(stepped("499", "1", "500"), 500);
  assert.equal(stepped("500", "1", "500"), 500);
  assert.equal(stepped("", "1", "500"), 1);
});

test("counting opens questions where it should, and never more than fit a log", () => {
  const opened = { opens: true, wanted: 0, most: 20 };
  assert.equal(actsToShow({ ...opened, counted: 20 }), 20);
  assert.equal(actsToShow({ ...opened, counted: 21 }), 20);
  const asked = { opens: false, wanted: 2, most: 20 };
  assert.equal(actsToShow({ ...asked, counted: 1 }), 1);
  assert.equal(actsToShow({ ...asked, counted: 9 }), 2);
});

test("another can be asked for while fewer are shown than were counted and fit", () => {
  assert.equal(canAddAct({ opens: false, counted: 3, shown: 2, most: 20 }), true);
  assert.equal(canAddAct({ opens: false, counted: 3, shown: 3, most: 20 }), false);
  assert.equal(canAddAct({ opens: false, counted: 30, shown: 20, most: 20 }), false);
  assert.equal(canAddAct({ opens: true, counted: 3, shown: 2, most: 20 }), false);
});

test("a question is needed on the phone where it is needed on the server", () => {
  assert.ok(told.needed.some((each) => each.isNeeded) && told.needed.some((each) => !each.isNeeded));
  for (const { conditions, answers, isNeeded: expected } of told.needed) {
    assert.equal(isNeeded(conditions, answers), expected, JSON.stringify([conditions, answers]));
  }
});

test("as many are there as are named, or more where somebody counted more", () => {
  const there = (said, before, least) => officersThere({ said, before, least });
  assert.equal(there("1", "1", 2), 2);
  assert.equal(there("2", "2", 3), 3);
  assert.equal(there("3", "3", 2), 2);
  assert.equal(there("4", "2", 3), 4);
  assert.equal(there("3", "2", 4), 4);
  assert.equal(there("1", "1", 1), 1);
  assert.equal(there("", "1", 1), 1);
});
