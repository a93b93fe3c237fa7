// The queue keeps a log until the server has it, and a mended log under a number that cannot clash.
import assert from "node:assert/strict";
import test from "node:test";

import {
  added, isListed, isStuck, isWaiting, judge, mended, newEntry, newId, nextPause,
} from "../../../patrolqr/phone/assets/entries.mjs";
import { told } from "./told.mjs";

const { sending } = told.rules;
const log = { log_id: "a", saw: "a van", arrests: 1, stop_search: [{ power: "P" }, { power: "Q" }] };
const entry = newEntry(log, { passId: "PASS", area: "1 Market Square", now: 5 });
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

test("a new log waits", () => {
  assert.deepEqual([isWaiting(entry), isStuck(entry), isListed(entry)], [true, false, true]);
  assert.equal(isListed({ ...entry, state: "removed" }), false);
});

test("a log leaves the queue only with a receipt for this very log", () => {
  const receipt = { isOwn: true, ok: true, status: 201, told: { log_id: "a" } };
  assert.deepEqual([judge(entry, receipt, sending).became, judge(entry, receipt, sending).kept], ["stored", null]);
  const other = judge(entry, { ...receipt, told: { log_id: "b" } }, sending);
  assert.deepEqual([other.became, other.kept], ["later", entry]);
});

test("an answer that is final for the server makes the log stick, with its sentence", () => {
  assert.deepEqual(sending.final, [400, 404, 409, 413, 415, 422]);
  for (const status of sending.final) {
    const found = judge(entry, { isOwn: true, ok: false, status, told: { code: "x", sentence: "Because." } }, sending);
    assert.deepEqual([found.became, found.kept.state, found.kept.sentence], ["stuck", "stuck", "Because."]);
  }
});

test("anything else is tried again: trouble, a limit, and a phone that is not paired, which is told why", () => {
  for (const status of [429, 500, 503]) {
    const found = judge(entry, { isOwn: true, ok: false, status, told: { code: "x", sentence: "s" } }, sending);
    assert.deepEqual([found.became, found.kept], ["later", entry]);
  }
  const proxy = judge(entry, { isOwn: true, ok: false, status: 404, told: {} }, sending);
  assert.equal(proxy.became, "later", "a 404 without a code says nothing about the log");
  const refusal = { code: "not_paired", sentence: "Pair." };
  const unpaired = judge(entry, { isOwn: true, ok: false, status: 403, told: refusal }, sending);
  assert.deepEqual([unpaired.became, unpaired.kept.state, unpaired.kept.sentence], ["later", "waiting", "Pair."]);
});

test("an answer that is not ours says nothing about the log, and after some tries the officer is told", () => {
  for (const status of [200, 403, 404, 502]) {
    let kept = entry;
    for (let tries = 1; tries < sending.foreign_tries; tries++) {
      const found = judge(kept, { isOwn: false, status }, sending);
      kept = found.kept;
      assert.deepEqual([found.became, kept.state, kept.sentence], ["later", "waiting", undefined]);
    }
    kept = judge(kept, { isOwn: false, status }, sending).kept;
    assert.match(kept.sentence, new RegExp(`not PatrolQR.*\\(${status}\\), ${sending.foreign_tries} times`, "i"));
    assert.equal(isWaiting(kept), true);
    assert.equal(judge(kept, { isOwn: false, status }, sending).kept, kept, "said once");
    const reached = judge(kept, { isOwn: true, ok: false, status: 503, told: { code: "x" } }, sending).kept;
    assert.deepEqual([reached.sentence, reached.foreign], ["", undefined]);
  }
});

test("what comes later is added to the log, and the entry that was there is left as it was", () => {
  assert.equal(added(entry, { left_lat: 52 }).log.left_lat, 52);
  assert.equal("left_lat" in entry.log, false);
});

test("a mended log has a number of its own, an unchanged one and a correction keep theirs", () => {
  const fresh = () => "fresh";
  const answers = { saw: "a van", arrests: "1" };
  const whole = { stop_search: log.stop_search };
  assert.equal(mended(entry, answers, whole, fresh).log_id, "a");
  const changed = mended({ ...entry, state: "stuck", sentence: "s" }, { ...answers, arrests: "2" }, whole, fresh);
  assert.deepEqual([changed.log_id, changed.log.log_id, changed.log.arrests], ["fresh", "fresh", "2"]);
  assert.deepEqual([changed.state, changed.sentence], ["waiting", ""]);
  const fewer = mended(entry, answers, { stop_search: [log.stop_search[1]] }, fresh);
  assert.deepEqual([fewer.log_id, fewer.log.stop_search], ["fresh", [{ power: "Q" }]]);
  const correction = { ...entry, log: { ...log, version: 2 } };
  assert.equal(mended(correction, { saw: "else" }, whole, fresh).log_id, "a");
});

test("a number is a random UUID, also in a browser that makes none itself", () => {
  assert.match(newId(), UUID);
  const { crypto } = globalThis;
  const poor = { getRandomValues: (bytes) => crypto.getRandomValues(bytes) };
  Object.defineProperty(globalThis, "crypto", { value: poor, configurable: true });
  try {
    assert.match(newId(), UUID);
    assert.notEqual(newId(), newId());
  } finally {
    Object.defineProperty(globalThis, "crypto", { value: crypto, configurable: true });
  }
});

test("the pause before the next try doubles up to the longest", () => {
  const pauses = [];
  for (let pause = 0; pauses.length < 6; pauses.push(pause)) pause = nextPause(pause, sending);
  assert.deepEqual(pauses, [4000, 8000, 16000, 32000, 60000, 60000]);
});
