// The counting squares as one Leaflet path, filled shade by shade: thousands of Leaflet polygons take ten times as long.
// Corners travel as one array, latitude and longitude of SW, SE, NE, NW of each square in turn; `world` is where they are at
// zoom 0, as L.CRS.EPSG3857 has it but without an object for each, and `screen` where they are now, in pixels (x, y).
window.patrolqrSquares = (function () {
  "use strict";

  class Square {
    constructor(name, count, shade, at, degrees) {
      Object.assign(this, { name, count, shade, at, degrees });
    }

    get points() {
      return pairs(this.degrees.subarray(this.at, this.at + 8));
    }

    get centre() {
      const [[south, west], , [north, east]] = this.points;
      return L.latLng((south + north) / 2, (west + east) / 2);
    }
  }

  // Options: look() gives the ramp and how much shines through; said(square) is what its tooltip holds.
  const Cells = L.Path.extend({
    world: [], screen: [], held: [], named: {},

    initialize(options) {
      L.setOptions(this, options);  // L.Path leaves this to the shapes made from it
    },

    onAdd(map) {
      L.Path.prototype.onAdd.call(this, map);
      const content = () => this.options.said(this.under);  // asked again whenever the tooltip opens or is updated
      this.bindTooltip(content, { sticky: true, direction: "top", opacity: 1, className: "pq-said" });
    },

    // Names, counts and corners as they travel, and the least count of each shade.
    hold({ names, counts, corners }, breaks) {
      const degrees = unpack(corners);
      this.world = degrees.map((each, place) => (place % 2 ? 256 * (each / 360 + 0.5) : mercator(each)));
      this.screen = new Float64Array(degrees.length);
      this.shades = breaks.length;
      const shade = (count) => breaks.filter((least) => count >= least).length - 1;
      const each = (name, nth) => new Square(name, counts[nth], shade(counts[nth]), 8 * nth, degrees);
      this.held = counts.length ? names.split(" ").map(each) : [];
      this.named = Object.fromEntries(this.held.map((square) => [square.name, square]));
      this.redraw();
      this._reset();
      this.redraw();
    },

    _project() {
      const scale = 2 ** this._map.getZoom(), origin = this._map.getPixelOrigin(), { world, screen } = this;
      let [west, north, east, south] = world.length ? [Infinity, Infinity, -Infinity, -Infinity] : [0, 0, 0, 0];
      for (let at = 0; at < world.length; at += 2) {
        const x = (screen[at] = world[at + 1] * scale - origin.x), y = (screen[at + 1] = world[at] * scale - origin.y);
        [west, north, east, south] = [Math.min(west, x), Math.min(north, y), Math.max(east, x), Math.max(south, y)];
      }
      this._pxBounds = L.bounds([west, north], [east, south]);
    },

    _update() {},

    _updatePath() {
      const pen = this._renderer._ctx, shown = this._renderer._bounds, { screen } = this, { ramp, alpha } = this.options.look();
      if (!this._renderer._drawing || !shown) return;
      const { min, max } = shown;
      pen.globalAlpha = alpha;
      for (let shade = 0; shade < this.shades; shade++) {
        pen.beginPath();
        this.held.forEach(({ at, shade: own }) => {
          const east = screen[at + 4], north = screen[at + 5];
          if (own !== shade || east < min.x || screen[at] > max.x || screen[at + 1] < min.y || north > max.y) return;
          pen.moveTo(screen[at], screen[at + 1]);
          for (let next = at + 2; next < at + 8; next += 2) pen.lineTo(screen[next], screen[next + 1]);
        });
        pen.fillStyle = ramp[shade];
        pen.fill();
      }
      pen.globalAlpha = 1;
    },

    _containsPoint({ x, y }) {
      const { screen } = this;
      const holds = ({ at }) => x >= screen[at] && x < screen[at + 4] && y <= screen[at + 1] && y > screen[at + 5];
      const found = this.held.find(holds);
      if (found && found !== this.under) {
        this.under = found;
        if (this.isTooltipOpen()) this.getTooltip().update();
      }
      return Boolean(found);
    },
  });

  function mercator(latitude) {
    const sine = Math.sin((latitude * Math.PI) / 180);
    return 256 * (0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI));
  }

  // Coordinates travel as whole 1/100000 degrees (1 m), each after the first as the step from the one before.
  function unpack(steps) {
    const degrees = new Float64Array(steps.length);
    for (let at = 0, lat = 0, lng = 0; at < steps.length; at += 2) {
      degrees[at] = (lat += steps[at]) / 1e5;
      degrees[at + 1] = (lng += steps[at + 1]) / 1e5;
    }
    return degrees;
  }

  function pairs(degrees) {
    return Array.from({ length: degrees.length / 2 }, (_, place) => [degrees[2 * place], degrees[2 * place + 1]]);
  }

  return { Cells, places: (steps) => pairs(unpack(steps)) };
})();
