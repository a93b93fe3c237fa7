// The outline of a patrol area on plain Leaflet: a click takes a square or street in or out, corners are dragged, a small dot between
// two of them becomes one, a double click takes one away. What was done is sent; how it looks then comes back as data.
const L = await import(`${location.origin}LEAFLET/leaflet-src.esm.js`);

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const element = parentElement.querySelector(".map");
  const shown = element.shown || (element.shown = begin(element));
  shown.send = setTriggerValue;
  draw(shown, data);
}

function begin(element) {
  const map = L.map(element, { attributionControl: false, zoomSnap: 0.25, keyboard: false, scrollWheelZoom: false });
  element.setAttribute("role", "img");
  element.setAttribute("aria-label", "Map of the outline; squares and streets are taken in from the lists beside it, too");
  const look = getComputedStyle(element), colour = (name) => look.getPropertyValue(`--st-${name}`).trim();
  const own = { map, text: colour("text-color"), primary: colour("primary-color"), layer: L.layerGroup().addTo(map) };
  new ResizeObserver(() => { map.invalidateSize(); fit(own); }).observe(element);
  return own;
}

const turned = (ring) => ring.map(([east, north]) => [north, east]);

function fit({ map, bounds }) {
  if (bounds && map.getSize().x) map.fitBounds(bounds, { animate: false, padding: [6, 6] });
}

function draw(shown, data) {
  const { layer } = shown, fresh = !shown.bounds;
  layer.clearLayers();
  const outline = L.polygon(data.pieces.map((rings) => rings.map(turned)), { color: shown.primary, weight: 3, fillOpacity: 0.15, interactive: false });
  shown.bounds = L.latLngBounds(data.squares.flatMap((square) => turned(square.ring))).extend(outline.getBounds());
  if (fresh) fit(shown);
  for (const { cell, said, ring } of data.squares) {
    L.polygon(turned(ring), { color: shown.text, weight: 1, opacity: 0.25, fillOpacity: 0 })
      .bindTooltip(said, { sticky: true }).on("click", () => shown.send("cell", cell)).addTo(layer);
  }
  for (const { name, lines } of data.streets) {
    L.polyline(lines.map(turned), { color: shown.text, weight: 3, opacity: 0.5 })
      .bindTooltip(name, { sticky: true }).on("click", () => shown.send("street", name)).addTo(layer);
  }
  outline.addTo(layer);
  if (data.can_drag) handles(shown, outline, turned(data.pieces[0][0]));
}

function handles(shown, outline, corners) {
  const place = (at, kind, size) =>
    L.marker(at, { draggable: true, keyboard: false, icon: L.divIcon({ className: kind, iconSize: [size, size] }) });
  const send = (ring) => shown.send("ring", ring.map(([north, east]) => [east, north]));
  const dragged = (marker, ring, nth) => marker
    .on("drag", () => { const { lat, lng } = marker.getLatLng(); ring[nth] = [lat, lng]; outline.setLatLngs([ring]); })
    .on("dragend", () => send(ring))
    .addTo(shown.layer);
  corners.forEach((corner, nth) => {
    const marker = dragged(place(corner, "corner", 14), [...corners], nth);
    marker.on("dblclick", () => send(corners.filter((_, other) => other !== nth)));
    const next = corners[(nth + 1) % corners.length], middle = corner.map((each, axis) => (each + next[axis]) / 2);
    dragged(place(middle, "between", 10), [...corners.slice(0, nth + 1), middle, ...corners.slice(nth + 1)], nth + 1);
  });
}
