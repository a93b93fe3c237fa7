-- grain: one row per place asked for, which are its squares, and hour on the force's wall clock: incidents to the minute in the year before
-- key: place, hour
WITH asked AS (
    SELECT unnest($places::VARCHAR[]) AS place, unnest($cells::VARCHAR[]) AS cell
),
placed AS MATERIALIZED (
    SELECT square_at(incidents.easting, incidents.northing, side := sides.side) AS cell, incidents.occurred_at
    FROM current_incidents AS incidents
    CROSS JOIN (SELECT DISTINCT square_side(cell) AS side FROM asked) AS sides
    WHERE incidents.precision = 'minute'
        AND incidents.origin = 'public'
        AND incidents.occurred_at >= $until::TIMESTAMPTZ - INTERVAL 365 DAY
        AND incidents.occurred_at < $until
        AND list_contains($cells::VARCHAR[], square_at(incidents.easting, incidents.northing, side := sides.side))
)
SELECT asked.place, hour(timezone($zone, placed.occurred_at)) AS hour, count(*) AS incidents
FROM asked
JOIN placed USING (cell)
GROUP BY ALL;
