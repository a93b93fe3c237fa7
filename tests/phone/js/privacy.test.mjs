// Personal details are found by the server's patterns, and in the same texts as on the server.
import assert from "node:assert/strict";
import test from "node:test";

import { finding, findingIn } from "../../../patrolqr/phone/assets/privacy.mjs";
import { told } from "./told.mjs";

const rules = told.rules.privacy;

test("every text is judged as the server judges it", () => {
  assert.ok(told.texts.length > 20);
  for (const { text, sentence } of told.texts) assert.equal(finding(text, rules.patterns), sentence, text);
});

test("a log is looked through where it is asked in words, and nowhere else", () => {
  const plate = "AB12 CDE";
  assert.match(findingIn({ saw: plate }, rules), /number plate/);
  assert.match(findingIn({ engagement: [{}, { promise: plate }] }, rules), /number plate/);
  const references = { intelligence: plate, arrest: [{ custody: plate }], stop_search: [{ reference: plate }] };
  assert.equal(findingIn({ ...references, saw: "", kept_why: plate }, rules), "");
});

test("what was found stands in the sentence letter by letter", () => {
  const patterns = [{ sentence: "“{found}”!", pattern: ".+", flags: "" }];
  assert.equal(finding("$& $1", patterns), "“$& $1”!");
});
