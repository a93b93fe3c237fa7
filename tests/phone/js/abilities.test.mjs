// What the page on what a browser keeps makes of what it found.
import assert from "node:assert/strict";
import test from "node:test";

import { isApple, isPerhapsPrivate, offText, roomText, verdict } from "../../../patrolqr/phone/assets/abilities.mjs";

const MINUTE_MS = 60000;
const limits = { private_bytes: 600 };
const ordinary = { hasWorker: true, hasFiles: true, quota: 600 };

test("room and clocks are told as people read them", () => {
  assert.equal(roomText(999999999), "999 MB");
  assert.equal(roomText(1000000000), "1 GB");
  assert.equal(offText(125 * MINUTE_MS), "2 h 5 min fast");
  assert.equal(offText(-6 * MINUTE_MS), "6 min slow");
  assert.equal(offText(119.8 * MINUTE_MS), "2 h fast");
});

test("a tab without worker, without files or with little room may be private; one that does not say need not", () => {
  assert.equal(isPerhapsPrivate(ordinary, limits), false);
  assert.equal(isPerhapsPrivate({ ...ordinary, quota: undefined }, limits), false);
  for (const lack of [{ hasWorker: false }, { hasFiles: false }, { quota: 599 }]) {
    assert.equal(isPerhapsPrivate({ ...ordinary, ...lack }, limits), true);
  }
});

test("an iPad that calls itself a Mac is known by its touch", () => {
  assert.equal(isApple({ agent: "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X)", touches: 5 }), true);
  assert.equal(isApple({ agent: "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)", touches: 5 }), true);
  assert.equal(isApple({ agent: "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)", touches: 0 }), false);
  assert.equal(isApple({ agent: "Mozilla/5.0 (Linux; Android 15)", touches: 5 }), false);
});

test("one lack decides, then what is still looked at, then what cannot be known", () => {
  assert.match(verdict([true, false, undefined]), /lacks something/);
  assert.match(verdict([true, null, undefined]), /Being looked at/);
  assert.match(verdict([true, null]), /look again with signal/);
  assert.match(verdict([true, true]), /keeps all/);
});
