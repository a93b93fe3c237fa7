-- grain: one row per engagement that a log tells more about: where, with whom, the concern, what was promised and kept
-- key: entry_id
-- Kept is what was marked up to a moment; later marks are not known yet.
WITH marks AS (
    SELECT entry_id, arg_max(is_kept, serial) AS is_kept, arg_max(decided_at, serial) AS decided_at
    FROM promises_kept
    WHERE $as_known_at::TIMESTAMPTZ IS NULL OR decided_at <= $as_known_at::TIMESTAMPTZ
    GROUP BY entry_id
)
SELECT
    told.patrol_day, told.shift, coalesce(teams.name, 'Team unknown') AS team,
    coalesce(areas.name, 'Area unknown') AS area, coalesce(areas.neighbourhood, 'No neighbourhood') AS neighbourhood,
    told.kind, told.met, told.concern, told.promise, told.promise_day,
    coalesce(marks.is_kept, FALSE) AS is_kept, CASE WHEN marks.is_kept THEN marks.decided_at END AS kept_at,
    told.log_id::VARCHAR AS log_id, told.area_id::VARCHAR AS area_id, visits.team_id,
    told.entry_id::VARCHAR AS entry_id
FROM engagement_details AS told
JOIN visits ON visits.log_id = told.log_id AND visits.version = told.version
LEFT JOIN current_areas AS areas ON areas.area_id = told.area_id
LEFT JOIN current_teams AS teams ON teams.team_id = visits.team_id
LEFT JOIN marks ON marks.entry_id = told.entry_id
WHERE ($since::DATE IS NULL OR told.patrol_day >= $since::DATE)
    AND ($until::DATE IS NULL OR told.patrol_day < $until::DATE)
    AND ($teams IS NULL OR list_contains($teams, visits.team_id))
    AND ($areas IS NULL OR list_contains($areas, told.area_id::VARCHAR))
    AND ($neighbourhoods IS NULL OR list_contains($neighbourhoods, areas.neighbourhood_id))
ORDER BY told.visited_at DESC, told.entry_id;
