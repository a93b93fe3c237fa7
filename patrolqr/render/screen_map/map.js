// The desk's map, drawn by Leaflet on canvas: neighbourhoods, streets, names, and the counting squares on top.
// `patrolqr.ground(map, told)` runs once with the base map; `patrolqr.show(told)` again whenever something changed.
// One click on a square sends one value to the page; panning and zooming send none.
window.patrolqr = (function () {
  "use strict";

  const { Cells, places } = window.patrolqrSquares;

  const LIGHT = {
    ramp: ["#d3e3f3", "#a3c8e6", "#64a2d3", "#2b73b8", "#0a4078"], land: "#f4f6f8", area: "#ffffff", edge: "#8696a6",
    street: "#c3ccd5", ink: "#16202b", quiet: "#4a5a6a", halo: "rgba(255,255,255,0.9)", accent: "#0b5cad", onAccent: "#ffffff",
  };
  const DARK = {
    ramp: ["#1d3a56", "#25568a", "#3379bd", "#67a9e2", "#bcdcf7"], land: "#0b1016", area: "#151d26", edge: "#66788a",
    street: "#35424f", ink: "#e8edf2", quiet: "#b4c0cc", halo: "rgba(11,16,22,0.9)", accent: "#8cc2f7", onAccent: "#10161d",
  };
  const CLOSE = 15;  // zoom from which small streets carry their names
  let map, colours, told = {}, groundTold = {}, areas = [], streets = [], labels, legend, tiles, cells, picture;
  let fit, moved = false;
  const picks = L.layerGroup();

  // ---- the base map -------------------------------------------------------------------------------------------
  function ground(onto, data, whole) {
    map = onto;
    fit = () => map.fitBounds(whole, { paddingBottomRight: [0, 60], animate: false });
    // the window gives the map its height after it is drawn: fit again, until somebody moves it
    map.on("resize", () => moved || fit());
    for (const act of ["mousedown", "wheel", "keydown", "touchstart"]) {
      map.getContainer().addEventListener(act, () => (moved = true), { passive: true });
    }
    groundTold = data;
    colours = theme();
    pane("areas", 350, false);
    pane("picture", 405, false);
    pane("cells", 410, true);
    pane("streets", 420, false);
    pane("edges", 430, false);
    pane("picks", 440, false);
    pane("labels", 450, false);
    areas = data.areas.map((area) => [polygon(area.rings, "areas", { stroke: false }), polygon(area.rings, "edges", { fill: false })]);
    streets = data.streets.map((street) => {
      street.points = places(street.line);
      street.drawn = L.polyline(street.points, { pane: "streets", renderer: canvas("streets"), interactive: false });
      return street.drawn.addTo(map) && street;
    });
    labels = new Labels().addTo(map);
    L.control.scale({ imperial: false, position: "bottomright" }).addTo(map);
    map.attributionControl.setPrefix(false);
    legend = Object.assign(L.control({ position: "bottomleft" }), { onAdd: () => L.DomUtil.create("div", "pq-legend") }).addTo(map);
    map.on("zoomend", weigh);
    window.Streamlit.events.addEventListener("streamlit:render", () => setTimeout(recolour));
    cells = new Cells({ pane: "cells", renderer: canvas("cells"), fill: true, look, said }).addTo(map);
    cells.on("click", () => window.Streamlit.setComponentValue({ cell: cells.under.name, at: Date.now() }));
    picks.addTo(map);
    dress();
    map.invalidateSize(false); // our style came after Leaflet had measured
  }

  function pane(name, order, touchable) {
    Object.assign(map.createPane(name).style, { zIndex: order, pointerEvents: touchable ? "" : "none" });
  }

  const canvases = {};
  function canvas(name) {
    return (canvases[name] = canvases[name] || L.canvas({ pane: name, padding: 0.4 }));
  }

  function polygon(rings, pane, options) {
    const points = rings.map((ring) => places(ring));
    return L.polygon(points, { pane, renderer: canvas(pane), interactive: false, ...options }).addTo(map);
  }

  // ---- what changes -------------------------------------------------------------------------------------------
  function show(next) {
    window.feature_group = [];
    const before = told;
    told = next;
    if (next.view && String(next.focus) !== String(before.focus)) {
      fit = () =>
        map.fitBounds(next.view, { paddingTopLeft: [48, 40], paddingBottomRight: [48, 90], maxZoom: 15, animate: false });
      moved = false;
      fit();
    }
    if (next.key !== before.key) cells.hold(next.cells, next.breaks);
    drawPicks();
    drawLegend();
    drawTiles(before);
    drawPicture(before);
    const added = before.picked && next.picked.find((name) => cells.named[name] && !before.picked.includes(name));
    if (added && !map.getBounds().contains(cells.named[added].centre)) map.panTo(cells.named[added].centre);
  }

  function drawPicks() {
    picks.clearLayers();
    const picked = new Set(told.picked);
    told.picked.concat(Object.keys(told.ranks)).forEach((name, place, all) => {
      const square = cells.named[name];
      if (!square || all.indexOf(name) < place) return;
      const chosen = picked.has(name);
      const lines = chosen ? [[colours.area, 7], [colours.accent, 4]] : [[colours.ink, 1.25]];
      const options = { pane: "picks", renderer: canvas("picks"), interactive: false, fill: false };
      lines.forEach(([color, weight]) => L.polygon(square.points, { ...options, color, weight }).addTo(picks));
      const badge = L.DomUtil.create("span", "pq-badge" + (chosen ? " pq-picked" : ""));
      badge.textContent = told.ranks[name] || "✓";
      const icon = L.divIcon({ html: badge, className: "", iconSize: [22, 22] });
      const above = (chosen ? 1000 : 0) - 10 * (Number(told.ranks[name]) || 99);
      L.marker(square.centre, { icon, interactive: false, keyboard: false, zIndexOffset: above }).addTo(picks);
    });
    labels.redraw();
  }

  function badges() {
    return picks.getLayers().filter((each) => each.getLatLng).map((each) => map.latLngToContainerPoint(each.getLatLng()));
  }

  function said(square) {
    const noun = square.count === 1 ? "incident" : "incidents";
    const [name, ...lines] = told.said[square.name] || ["", `${square.count.toLocaleString("en-GB")} ${noun}`];
    const box = document.createElement("div");
    if (name) box.appendChild(document.createElement("strong")).textContent = name;
    lines.forEach((line) => (box.appendChild(document.createElement("div")).textContent = line));
    return box;
  }

  function drawLegend() {
    const box = legend.getContainer(), unit = document.createElement("strong");
    box.style.display = told.breaks.length || told.picture ? "" : "none";
    unit.textContent = told.unit;
    box.replaceChildren(unit);
    const row = box.appendChild(L.DomUtil.create("div", "pq-steps"));
    (told.picture ? [] : told.breaks).forEach((least, place) => {
      const most = told.breaks[place + 1];
      const step = row.appendChild(document.createElement("span"));
      step.appendChild(document.createElement("i")).style.background = colours.ramp[place];
      step.append(!most ? `${least} +` : most - 1 > least ? `${least}–${most - 1}` : `${least}`);
    });
  }

  function drawTiles(before) {
    if (told.tiles === before.tiles) return;
    if (tiles) tiles.remove();
    tiles = told.tiles && L.tileLayer(told.tiles, { maxZoom: 19, attribution: told.credit }).addTo(map);
    cells.redraw();
    dress();
  }

  // A picture lies in place of the squares, which stay to be touched.
  function drawPicture(before) {
    const url = told.picture && told.picture.url;
    if (url === (before.picture && before.picture.url)) return;
    if (picture) picture.remove();
    picture = url && L.imageOverlay(url, told.picture.bounds, { pane: "picture", interactive: false }).addTo(map);
    cells.redraw();
  }

  // ---- looks --------------------------------------------------------------------------------------------------
  const look = () => ({ ramp: colours.ramp, alpha: told.picture ? 0 : told.tiles ? 0.6 : 0.88 });

  function theme() {
    const [red, green, blue] = (getComputedStyle(document.body).backgroundColor.match(/\d+/g) || [255, 255, 255]).map(Number);
    return red + green + blue < 384 ? DARK : LIGHT;
  }

  function recolour() {
    if (theme() === colours) return;
    colours = theme();
    cells.redraw();
    dress();
    drawPicks();
    drawLegend();
  }

  function dress() {
    Object.entries(colours).forEach(([name, colour]) => map.getContainer().style.setProperty(`--pq-${name}`, colour));
    areas.forEach(([land, edge]) => {
      land.setStyle({ fillColor: colours.area, fillOpacity: told.tiles ? 0 : 1 });
      edge.setStyle({ color: colours.edge, weight: 1, opacity: 0.8 });
    });
    weigh();
    labels.redraw();
  }

  function weigh() {
    const near = Math.max(0, map.getZoom() - 12);
    streets.forEach((street) => {
      const weight = (0.6 + 0.55 * near) * [1, 0.6, 0.35][street.rank];
      street.drawn.setStyle({ color: colours.street, weight, opacity: told.tiles ? 0 : 0.9 });
    });
  }

  // Names are painted in order of weight, each only where nothing stands yet: neighbourhoods, main streets, the rest.
  const Labels = L.Layer.extend({
    onAdd() {
      this.canvas = L.DomUtil.create("canvas", "leaflet-zoom-hide", map.getPane("labels"));
      map.on("moveend resize", this.redraw, this);
    },
    redraw() {
      const size = map.getSize(), scale = window.devicePixelRatio || 1, zoom = map.getZoom();
      L.DomUtil.setPosition(this.canvas, map.containerPointToLayerPoint([0, 0]));
      Object.assign(this.canvas, { width: size.x * scale, height: size.y * scale });
      Object.assign(this.canvas.style, { width: `${size.x}px`, height: `${size.y}px` });
      const pen = this.canvas.getContext("2d");
      pen.scale(scale, scale);
      Object.assign(pen, { textAlign: "center", textBaseline: "middle", lineJoin: "round", lineWidth: 3, strokeStyle: colours.halo });
      const taken = [];
      badges().forEach((at) => taken.push(L.bounds(at.subtract([11, 11]), at.add([11, 11]))));
      areas.forEach(([land], place) => {
        const { name, at } = groundTold.areas[place], room = land.getBounds();
        const wide = map.latLngToContainerPoint(room.getNorthEast()).x - map.latLngToContainerPoint(room.getSouthWest()).x;
        pen.font = font(500);
        if (pen.measureText(name).width > wide) return;
        this.write(pen, taken, name, map.latLngToContainerPoint(places(at)[0]), 0, 500, colours.ink);
      });
      if (told.tiles) return;
      const named = new Set();
      streets.forEach((street) => {
        if (!street.name || named.has(street.name) || zoom < CLOSE - 1 + street.rank / 2) return;
        if (this.along(pen, taken, street)) named.add(street.name);
      });
      if (zoom < CLOSE) return;
      groundTold.points.forEach(([name, ...at]) => {
        this.write(pen, taken, name, map.latLngToContainerPoint(places(at)[0]), 0, 400, colours.quiet);
      });
    },
    along(pen, taken, { name, points }) {
      pen.font = font(400);
      const way = points.map((point) => map.latLngToContainerPoint(point)), wide = pen.measureText(name).width;
      const steps = way.slice(1).map((point, place) => point.distanceTo(way[place]));
      const total = steps.reduce((sum, step) => sum + step, 0);
      return total > 1.2 * wide && [0.5, 0.3, 0.7, 0.15, 0.85].some((share) => {
        const [from, to] = [-0.5, 0.5].map((side) => walk(way, steps, share * total + side * wide));
        if (from.distanceTo(to) < 0.95 * wide) return false;
        const slope = Math.atan((to.y - from.y) / (to.x - from.x || 1e-9));
        return this.write(pen, taken, name, from.add(to).divideBy(2), slope, 400, colours.quiet);
      });
    },
    write(pen, taken, name, at, slope, weight, colour) {
      pen.font = font(weight);
      const width = pen.measureText(name).width / 2 + 4, height = 9;
      const across = Math.abs(width * Math.cos(slope)) + Math.abs(height * Math.sin(slope));
      const down = Math.abs(width * Math.sin(slope)) + Math.abs(height * Math.cos(slope));
      const box = L.bounds(at.subtract([across, down]), at.add([across, down]));
      if (!box.intersects(L.bounds([0, 0], map.getSize())) || taken.some((other) => other.intersects(box))) return false;
      taken.push(box);
      pen.save();
      pen.translate(at.x, at.y);
      pen.rotate(slope);
      pen.fillStyle = colour;
      pen.strokeText(name, 0, 0);
      pen.fillText(name, 0, 0);
      pen.restore();
      return true;
    },
  });

  // Where one is after so many pixels along a way.
  function walk(way, steps, far) {
    let place = 0;
    while (place < steps.length - 1 && far > steps[place]) far -= steps[place++];
    return way[place].add(way[place + 1].subtract(way[place]).multiplyBy(far / (steps[place] || 1)));
  }

  const font = (weight) => `${weight} 12px "Source Sans 3", "Source Sans", system-ui, sans-serif`;

  return { ground, show, get map() { return map; }, get squares() { return cells.named; }, get told() { return told; } };
})();
