-- grain: one row per place asked for, which are its squares, and hour on the force's wall clock: incidents to the minute in the year before
-- key: place, hour
WITH asked AS (
    SELECT unnest($places::VARCHAR[]) AS place, unnest($cells::VARCHAR[]) AS cell
)
SELECT asked.place, hour(timezone($zone, incidents.occurred_at)) AS hour, count(*) AS incidents
FROM asked
JOIN current_incidents AS incidents ON asked.cell = square_at(incidents.easting, incidents.northing)
WHERE incidents.precision = 'minute'
    AND incidents.origin = 'public'
    AND incidents.occurred_at >= $until::TIMESTAMPTZ - INTERVAL 365 DAY
    AND incidents.occurred_at < $until
GROUP BY ALL;
