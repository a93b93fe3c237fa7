// The queue keeps a log until the server has it, or what is to be taken back, whatever became of it.
import assert from "node:assert/strict";
import test from "node:test";

import {
  added, isListed, isPerhapsStored, isStuck, isUndo, isWaiting, judge, judgeUndo, mended, newEntry, newId, newUndo,
  nextPause, removed, trying, wanted,
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

const whole = { stop_search: log.stop_search };
const mend = (from, answers, details = whole) => mended(from, { saw: "a van", arrests: "1", ...answers }, details, "Because.");

test("what was never sent is told differently; what may be stored gets its next version under its number", () => {
  assert.equal(isPerhapsStored(entry), false);
  const fresh = mend({ ...entry, state: "stuck", sentence: "s" }, { arrests: "2" });
  assert.deepEqual([fresh.log_id, fresh.log.arrests, fresh.log.version], ["a", "2", undefined]);
  assert.deepEqual([fresh.state, fresh.sentence], ["waiting", ""]);
  const sent = trying(entry);
  assert.deepEqual([sent.tried, trying(sent)], [1, sent]);
  assert.deepEqual(mend(sent, {}).log, sent.log, "nothing was changed");
  const next = mend(sent, {}, { stop_search: [log.stop_search[1]] });
  assert.deepEqual([next.log_id, next.log.version, next.log.replaces, next.log.corrected_why], ["a", 2, 1, "Because."]);
  assert.deepEqual(next.log.stop_search, [{ power: "Q" }]);
  const third = mend(next, { saw: "b" });
  assert.deepEqual([third.log.version, third.log.replaces], [3, 1]);
  const correction = trying({ ...entry, log: { ...log, version: 2, corrected_why: "Mine." } });
  const again = mend(correction, { saw: "else" });
  assert.deepEqual([again.log.version, again.log.replaces, again.log.corrected_why], [3, 1, "Mine."]);
  const { tried, ...older } = entry;
  assert.equal(tried, 0);
  assert.equal(mend(older, { saw: "else" }).log.version, 2, "an earlier version of this script did not say whether it was tried");
});

test("what was refused as it is was never stored, unless its number was taken by what was sent before", () => {
  const refusal = (code) => ({ isOwn: true, ok: false, status: 422, told: { code, sentence: "s" } });
  const answer = (from, code) => judge(from, refusal(code), sending).kept;
  assert.equal(answer(trying(entry), "log_wrong").tried, 0);
  assert.equal(answer(trying(entry), "log_conflict").tried, 1);
  assert.equal(answer(mend(trying(entry), { saw: "b" }), "log_wrong").tried, 1, "the first version may be stored");
});

test("what is to be taken back is an entry beside the log, and a log that has one waits no more", () => {
  const unwanted = newUndo({ ...entry, log: { ...log, paired: "p" } }, { now: 7 });
  assert.deepEqual([unwanted.undoes, unwanted.paired, unwanted.made_at, isUndo(unwanted)], ["a", "p", 7, true]);
  assert.deepEqual(wanted([entry, unwanted]), [unwanted]);
  assert.equal(removed(unwanted.was, "s", () => "fresh").log.saw, log.saw, "also where it was sent just before");
  assert.equal(newUndo(entry, { now: 7, isInForm: true }).was, undefined);
  const answer = { isOwn: true, ok: true, told: { log_id: "a", became: "too late" } };
  assert.equal(judgeUndo(unwanted, answer).became, "too late");
  for (const other of [{ isOwn: false }, { ok: false }, { told: { log_id: "b", became: "taken back" } }]) {
    assert.equal(judgeUndo(unwanted, { ...answer, ...other }).became, "later");
  }
});

test("the words of a log that was taken back stay, as another log", () => {
  const untouched = removed(entry, "s");
  assert.deepEqual([untouched.log_id, untouched.state, untouched.sentence], ["a", "removed", "s"]);
  const sent = mend(trying(entry), { saw: "b" });
  const left = removed(sent, "s", () => "fresh");
  assert.deepEqual([left.log_id, left.log.log_id, left.log.saw, left.tried], ["fresh", "fresh", "b", 0]);
  assert.deepEqual([left.log.version, left.log.replaces, left.log.corrected_why], [undefined, undefined, undefined]);
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
