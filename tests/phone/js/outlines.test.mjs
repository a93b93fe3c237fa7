// A position in another area of the sheet is noticed, where it is good enough to tell.
import assert from "node:assert/strict";
import test from "node:test";

import { isInside, otherArea } from "../../../patrolqr/phone/assets/outlines.mjs";
import { told } from "./told.mjs";

const { good_metres: good } = told.rules.location;
const square = (x, y, size) => [[x, y], [x + size, y], [x + size, y + size], [x, y + size], [x, y]];
const places = [
  { id: "A", name: "1 A", rings: [square(0, 0, 10)] },
  { id: "B", name: "2 B", rings: [square(20, 0, 10), square(24, 4, 2)] },
];
const fixAt = (lng, lat, metres = 5) => ({ arrived_lng: lng, arrived_lat: lat, arrived_accuracy_m: metres });

test("a point is inside its outline, and outside in the hole of it", () => {
  assert.equal(isInside(places[0].rings, 5, 5), true);
  assert.equal(isInside(places[0].rings, 11, 5), false);
  assert.equal(isInside(places[0].rings, 5, -1), false);
  assert.equal(isInside(places[1].rings, 21, 1), true);
  assert.equal(isInside(places[1].rings, 25, 5), false);
});

test("the other area is named only where the position lies in it and not in the own one", () => {
  assert.equal(otherArea(places, "A", fixAt(21, 1), good)?.id, "B");
  assert.equal(otherArea(places, "B", fixAt(21, 1), good), undefined);
  assert.equal(otherArea(places, "A", fixAt(15, 1), good), undefined);
  assert.equal(otherArea(places, "unknown", fixAt(21, 1), good), undefined);
});

test("a position that is too coarse, or none at all, asks nothing", () => {
  assert.equal(otherArea(places, "A", fixAt(21, 1, good), good)?.id, "B");
  assert.equal(otherArea(places, "A", fixAt(21, 1, good + 1), good), undefined);
  assert.equal(otherArea(places, "A", {}, good), undefined);
});
