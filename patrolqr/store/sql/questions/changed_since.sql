-- grain: one row: how many of these visits came in, or were corrected, since a moment
-- key: logs
SELECT count(*) AS logs
FROM visits
LEFT JOIN current_areas AS areas ON areas.area_id = visits.area_id
WHERE ($since::DATE IS NULL OR visits.patrol_day >= $since::DATE)
    AND ($until::DATE IS NULL OR visits.patrol_day < $until::DATE)
    AND ($teams IS NULL OR list_contains($teams, visits.team_id))
    AND ($areas IS NULL OR list_contains($areas, visits.area_id::VARCHAR))
    AND ($neighbourhoods IS NULL OR list_contains($neighbourhoods, areas.neighbourhood_id))
    AND ($as_known_at::TIMESTAMPTZ IS NULL OR visits.received_at >= $as_known_at::TIMESTAMPTZ);
