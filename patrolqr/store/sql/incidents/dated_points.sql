-- grain: one row per incident that the public reported, whose day and place are known
-- key: incident_id
-- hour: of the force's wall clock, with its part; NULL where no time of day is known
WITH points AS (
    SELECT
        incident_id::VARCHAR AS incident_id, patrol_day, category, force, kind, easting, northing, street, reference,
        neighbourhood_id, timezone($zone, occurred_at) AS wall
    FROM known_incidents($as_known_at::TIMESTAMPTZ)
    WHERE precision = 'minute'
        AND origin = 'public'
        AND category IS NOT NULL
        AND easting IS NOT NULL
        AND patrol_day >= $since::DATE
        AND patrol_day < $until::DATE
        AND ($categories IS NULL OR list_contains($categories::VARCHAR[], category))
)

SELECT
    incident_id, patrol_day, category, force, kind, easting, northing, street, reference, neighbourhood_id,
    names.name AS neighbourhood, hour(wall) + minute(wall) / 60 AS hour
FROM points
LEFT JOIN (SELECT place_id, any_value(name) AS name FROM places WHERE kind = 'neighbourhood' GROUP BY ALL) AS names
    ON names.place_id = neighbourhood_id
ORDER BY patrol_day, easting, northing, incident_id
