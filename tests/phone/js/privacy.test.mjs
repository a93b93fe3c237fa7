// Personal details are found by the server's patterns, and in the same texts as on the server.
import assert from "node:assert/strict";
import test from "node:test";

import { find, findIn } from "../../../patrolqr/phone/assets/privacy.mjs";
import { told } from "./told.mjs";

const rules = told.privacy;

test("every text is judged as the server judges it", () => {
  assert.ok(told.texts.length > 200);
  for (const { text, sentences } of told.texts) assert.deepEqual(find([text], rules), sentences, text);
});

test("a log is looked through where it is asked in words, and nowhere else", () => {
  const plate = "AB12 CDE";
  assert.match(findIn({ saw: plate }, rules)[0], /number plate/);
  assert.match(findIn({ engagement: [{}, { promise: plate }] }, rules)[0], /number plate/);
  const references = { intelligence: plate, arrest: [{ custody: plate }], stop_search: [{ reference: plate }] };
  assert.deepEqual(findIn({ ...references, saw: "", kept_why: plate }, rules), []);
});

test("a kind is warned of once over the whole log, and the area's own name is nobody's", () => {
  const log = { saw: "Mr Patel, AB12 CDE", heard: "Mrs Hill, AB13 CDE" };
  assert.equal(findIn(log, rules).length, 2);
  assert.deepEqual(findIn({ saw: "Mary Ann Tulley" }, { ...rules, spared: "Mary Ann Tulley" }), []);
});

test("what was found stands in the sentence letter by letter", () => {
  const patterns = [{ sentence: "“{found}”!", pattern: ".+" }];
  assert.deepEqual(find(["$& $1"], { patterns, parts: {} }), ["“$& $1”!"]);
});
