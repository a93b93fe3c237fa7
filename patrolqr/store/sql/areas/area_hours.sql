-- grain: one row per cell asked for and hour on the force's wall clock: incidents to the minute in the year before
-- key: cell, hour
WITH corners AS (
    SELECT
        cell,
        regexp_extract(cell, 'E(-?\d+)N(-?\d+)', 1)::DOUBLE AS easting,
        regexp_extract(cell, 'E(-?\d+)N(-?\d+)', 2)::DOUBLE AS northing
    FROM (SELECT unnest($cells::VARCHAR[]) AS cell)
)
SELECT corners.cell, hour(timezone($zone, incidents.occurred_at)) AS hour, count(*) AS incidents
FROM corners
JOIN current_incidents AS incidents
    ON incidents.easting >= corners.easting AND incidents.easting < corners.easting + $metres
    AND incidents.northing >= corners.northing AND incidents.northing < corners.northing + $metres
WHERE incidents.precision = 'minute'
    AND incidents.origin = 'public'
    AND incidents.occurred_at >= $until::TIMESTAMPTZ - INTERVAL 365 DAY
    AND incidents.occurred_at < $until
GROUP BY ALL;
