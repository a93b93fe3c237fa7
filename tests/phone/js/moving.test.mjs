// Enter moves on: to the next field, past the other answers of one question, and nowhere from the last.
import assert from "node:assert/strict";
import test from "node:test";

import { nextOf } from "../../../patrolqr/phone/assets/moving.mjs";

const text = { name: "saw", type: "textarea" };
const [yes, no] = ["Yes", "No"].map((value) => ({ name: "answer_quick", type: "radio", value }));
const ticks = ["a", "b"].map((value) => ({ name: "tactics_done", type: "checkbox", value }));
const send = { name: "send", type: "submit" };
const fields = [yes, no, text, ...ticks, send];

test("the answers of one question are one field, each tick is its own", () => {
  assert.equal(nextOf(yes, fields), text);
  assert.equal(nextOf(no, fields), text);
  assert.equal(nextOf(text, fields), ticks[0]);
  assert.equal(nextOf(ticks[0], fields), ticks[1]);
  assert.equal(nextOf(ticks[1], fields), send);
  assert.equal(nextOf(send, fields), undefined);
});
