-- grain: one row per call: metres on the ground between points given in degrees, within 0.1 % over some kilometres

-- metres that a degree of longitude or latitude is long there (series of the WGS 84 ellipsoid)
CREATE OR REPLACE MACRO metres_east(lat) AS 111412.84 * cos(radians(lat)) - 93.5 * cos(3 * radians(lat));
CREATE OR REPLACE MACRO metres_north(lat) AS 111132.95 - 559.82 * cos(2 * radians(lat));

CREATE OR REPLACE MACRO metres_apart(lng, lat, other_lng, other_lat) AS
    sqrt(((other_lng - lng) * metres_east(lat)) ** 2 + ((other_lat - lat) * metres_north(lat)) ** 2);

-- how far along the edge from a to u (0 to 1) the origin is nearest, and how far away it is there
CREATE OR REPLACE MACRO nearest_along(ax, ay, ux, uy) AS
    greatest(0, least(1, coalesce(-(ax * (ux - ax) + ay * (uy - ay)) / nullif((ux - ax) ** 2 + (uy - ay) ** 2, 0), 0)));
CREATE OR REPLACE MACRO metres_to_edge(ax, ay, ux, uy) AS
    sqrt((ax + nearest_along(ax, ay, ux, uy) * (ux - ax)) ** 2 + (ay + nearest_along(ax, ay, ux, uy) * (uy - ay)) ** 2);

-- an edge counts where a line from the point to the east crosses it; inside, an odd number does
CREATE OR REPLACE MACRO crosses(e, lng, lat) AS
    (e.ay > lat) <> (e.uy > lat) AND lng < (e.ux - e.ax) * (lat - e.ay) / nullif(e.uy - e.ay, 0) + e.ax;

-- metres from a point to an area: 0 inside, NULL without a point or an outline
CREATE OR REPLACE MACRO metres_to_area(edges, lng, lat) AS
    CASE
        WHEN lng IS NULL OR lat IS NULL OR edges IS NULL THEN NULL
        WHEN len(list_filter(edges, lambda e: crosses(e, lng, lat))) % 2 = 1 THEN 0
        ELSE list_min(
            list_transform(
                edges,
                lambda e: metres_to_edge(
                    (e.ax - lng) * metres_east(lat), (e.ay - lat) * metres_north(lat),
                    (e.ux - lng) * metres_east(lat), (e.uy - lat) * metres_north(lat)
                )
            )
        )
    END;
