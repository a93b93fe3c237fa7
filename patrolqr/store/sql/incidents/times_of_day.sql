-- grain: one row per square asked for, weekday of the patrol day (0 is Monday) and minute of the force's wall clock: what the public reported
-- key: cell, weekday, minute
-- What happened between two times has no moment, and is left out.
WITH wanted AS (
    SELECT unnest($cells::VARCHAR[]) AS cell
),
timed AS MATERIALIZED (
    SELECT
        square_at(easting, northing, side := sides.side) AS cell, patrol_day, timezone($zone, occurred_at) AS wall
    FROM current_incidents
    CROSS JOIN (SELECT DISTINCT square_side(cell) AS side FROM wanted) AS sides
    WHERE precision = 'minute'
        AND list_contains($cells::VARCHAR[], square_at(easting, northing, side := sides.side))
        AND origin = 'public'
        AND occurred_at IS NOT NULL
        AND patrol_day >= $since::DATE
        AND patrol_day < $until::DATE
        AND ($categories IS NULL OR list_contains($categories::VARCHAR[], category))
        AND ($neighbourhoods IS NULL OR list_contains($neighbourhoods::VARCHAR[], neighbourhood_id))
)
SELECT
    cell, isodow(patrol_day) - 1 AS weekday, hour(wall) * 60 + minute(wall) AS minute,
    count(*) AS incidents
FROM timed
JOIN wanted USING (cell)
GROUP BY ALL;
