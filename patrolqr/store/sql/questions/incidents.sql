-- grain: one row per incident that the public reported, of patrol days (months) from since to before until, as known then
-- key: incident_id
-- began_at, ended_at: between which instants it happened; both empty where no time of day is known.
SELECT
    coalesce(incidents.patrol_day, incidents.month) AS day, incidents.category,
    coalesce(names.name, 'No neighbourhood') AS neighbourhood, incidents.street, incidents.kind,
    if(incidents.occurred_to IS NULL, incidents.occurred_at, incidents.occurred_from) AS began_at,
    if(incidents.occurred_from IS NULL, incidents.occurred_at, incidents.occurred_to) AS ended_at,
    incidents.reference, incidents.force, incidents.easting IS NOT NULL AS is_placed,
    incidents.incident_id::VARCHAR AS incident_id
FROM known_incidents($as_known_at::TIMESTAMPTZ) AS incidents
LEFT JOIN (SELECT place_id, any_value(name) AS name FROM places WHERE kind = 'neighbourhood' GROUP BY ALL) AS names
    ON names.place_id = incidents.neighbourhood_id
WHERE incidents.origin = 'public'
    AND ($precision::VARCHAR IS NULL OR incidents.precision = $precision::VARCHAR)
    AND ($since::DATE IS NULL OR coalesce(incidents.patrol_day, incidents.month) >= $since::DATE)
    AND ($until::DATE IS NULL OR coalesce(incidents.patrol_day, incidents.month) < $until::DATE)
    AND ($category::VARCHAR IS NULL OR incidents.category = $category::VARCHAR)
    AND ($neighbourhoods IS NULL OR list_contains($neighbourhoods, incidents.neighbourhood_id))
    AND (
        $areas IS NULL
        OR square_at(incidents.easting, incidents.northing) IN (
            SELECT cell FROM area_squares
            WHERE valid_to IS NULL AND side = 250 AND list_contains($areas, area_id::VARCHAR)
        )
        OR square_at(incidents.easting, incidents.northing, side := 150) IN (
            SELECT cell FROM area_squares
            WHERE valid_to IS NULL AND side = 150 AND list_contains($areas, area_id::VARCHAR)
        )
    )
ORDER BY day DESC, began_at DESC, incident_id;
