-- grain: one row per visit: what its sheet asked, what was answered and noted, and how it came in; of nobody by name
-- key: log_id
-- $search is found as the Logs page finds it; empty finds all.
SELECT
    logs.patrol_day, logs.shift, logs.team, logs.area, logs.neighbourhood, logs.visited_at, logs.minutes, logs.capped,
    nullif(taskings.ask, '') AS ask, taskings.ask_kind, taskings.ask_options, logs.answer, logs.saw, logs.heard,
    logs.learned, logs.engagements, logs.stop_searches, logs.arrests,
    logs.arrived_at IS NOT NULL AS is_timed, logs.late, logs.channel, logs.version, logs.received_at,
    logs.log_id, logs.area_id, logs.team_id
FROM read_logs AS logs
LEFT JOIN taskings USING (tasking_id)
WHERE ($since::DATE IS NULL OR logs.patrol_day >= $since::DATE)
    AND ($until::DATE IS NULL OR logs.patrol_day < $until::DATE)
    AND ($teams IS NULL OR list_contains($teams, logs.team_id))
    AND ($areas IS NULL OR list_contains($areas, logs.area_id))
    AND ($neighbourhoods IS NULL OR list_contains($neighbourhoods, logs.neighbourhood_id))
    AND ($search::VARCHAR IS NULL OR contains(logs.searched, lower($search::VARCHAR)))
ORDER BY logs.visited_at DESC, logs.log_id;
