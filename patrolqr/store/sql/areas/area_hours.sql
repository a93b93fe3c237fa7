-- grain: one row per cell asked for and hour on the force's wall clock: incidents to the minute in the year before
-- key: cell, hour
WITH asked AS (
    SELECT unnest($cells::VARCHAR[]) AS cell
)
SELECT asked.cell, hour(timezone($zone, incidents.occurred_at)) AS hour, count(*) AS incidents
FROM asked
JOIN current_incidents AS incidents ON asked.cell = square_at(incidents.easting, incidents.northing)
WHERE incidents.precision = 'minute'
    AND incidents.origin = 'public'
    AND incidents.occurred_at >= $until::TIMESTAMPTZ - INTERVAL 365 DAY
    AND incidents.occurred_at < $until
GROUP BY ALL;
