// Whether a position lies in another area of the sheet than the one whose page is open.

// Whether a point lies inside an outline: a line from it to the east crosses an odd number of edges.
export function isInside(rings, lng, lat) {
  let odd = false;
  for (const ring of rings) {
    ring.forEach(([x, y], i) => {
      const [u, v] = ring.at(i - 1);
      const crosses = y > lat !== v > lat && lng < ((u - x) * (lat - y)) / (v - y) + x;
      if (crosses) odd = !odd;
    });
  }
  return odd;
}

// The other area that the position lies in, where it lies in one and not in its own; nothing where it is too coarse.
export function otherArea(places, here, fix, goodMetres) {
  const { arrived_lat: lat, arrived_lng: lng, arrived_accuracy_m: metres } = fix;
  if (lat === undefined || metres > goodMetres) return undefined;
  const own = places.find((place) => place.id === here);
  if (!own || isInside(own.rings, lng, lat)) return undefined;
  return places.find((place) => place !== own && isInside(place.rings, lng, lat));
}
