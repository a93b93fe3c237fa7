// A browser's memory that fails, is lost or never answers: opened anew once, and not waited for.
import assert from "node:assert/strict";
import test from "node:test";

import { memoryOf } from "../../../patrolqr/phone/assets/memory.mjs";

const named = { database: "d", table: "t", keyPath: "id", patience: 40 };

// A database whose transactions succeed with what the act returned.
function database() {
  const store = {};
  return {
    transaction: () => {
      const made = { objectStore: () => store };
      made.commit = () => queueMicrotask(() => made.oncomplete());
      return made;
    },
  };
}

// A browser's IndexedDB that opens as each of these says, in turn: with a database, an error, or never.
function opening(...answers) {
  globalThis.indexedDB = {
    opened: 0,
    open() {
      const answer = answers[Math.min(this.opened, answers.length - 1)];
      this.opened += 1;
      const request = { result: answer, error: answer };
      if (answer instanceof Error) queueMicrotask(() => request.onerror());
      else if (answer) queueMicrotask(() => request.onsuccess());
      return request;
    },
  };
  return globalThis.indexedDB;
}

const act = () => ({ result: "found" });

test("it is opened once and asked as often as needed", async () => {
  const browser = opening(database());
  const memory = memoryOf(named);
  assert.deepEqual([await memory("readonly", act), await memory("readonly", act)], ["found", "found"]);
  assert.equal(browser.opened, 1);
});

test("lost, failed or silent it is opened anew, once", async () => {
  const lost = { transaction: () => { throw new Error("closing"); } };
  for (const first of [lost, new Error("no"), undefined]) {
    const browser = opening(first, database());
    assert.equal(await memoryOf(named)("readwrite", act), "found");
    assert.equal(browser.opened, 2);
  }
});

test("one that was closed by the browser is opened anew the next time", async () => {
  const closed = database();
  const browser = opening(closed, database());
  const memory = memoryOf(named);
  await memory("readonly", act);
  closed.onclose();
  await memory("readonly", act);
  assert.equal(browser.opened, 2);
});

test("after that it is given up, and what was asked is not done later", async () => {
  const late = [];
  globalThis.indexedDB = { open: () => { late.push({}); return late.at(-1); } };
  let isDone = false;
  const asked = memoryOf(named)("readwrite", () => { isDone = true; return {}; });
  await assert.rejects(asked, /does not answer/);
  assert.equal(late.length, 2);
  for (const request of late) Object.assign(request, { result: database() }).onsuccess();
  await new Promise((resolve) => { setTimeout(resolve); });
  assert.equal(isDone, false);
});

test("a transaction that hangs is aborted", async () => {
  let aborted = 0;
  const hanging = { transaction: () => ({ objectStore: () => ({}), abort: () => { aborted += 1; } }) };
  opening(hanging);
  await assert.rejects(memoryOf(named)("readwrite", act), /does not answer/);
  assert.equal(aborted, 2);
});
