-- grain: one row: how many stop-searches patrol logs count in the patrol days, places and teams asked for
-- key: searches
-- What two logs report under one reference counts once; also those that nobody detailed are counted.
SELECT coalesce(sum(done.stop_searches), 0)::BIGINT AS searches, coalesce(sum(done.logs), 0)::BIGINT AS logs
FROM done
LEFT JOIN current_areas AS areas USING (area_id)
WHERE done.patrol_day >= $since::DATE AND done.patrol_day < $until::DATE
    AND ($teams IS NULL OR list_contains($teams, done.team_id))
    AND ($neighbourhoods IS NULL OR list_contains($neighbourhoods, areas.neighbourhood_id));
