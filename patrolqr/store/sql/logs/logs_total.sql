-- grain: one row: how many visits were chosen, and when the newest of them came in
-- key: logs
SELECT count(*) AS logs, count(*) FILTER (late) AS late, epoch_us(max(received_at)) AS newest_us
FROM read_logs
WHERE ($since IS NULL OR patrol_day >= $since) AND ($until IS NULL OR patrol_day < $until)
    AND ($shifts IS NULL OR list_contains($shifts, shift))
    AND ($teams IS NULL OR list_contains($teams, team_id))
    AND ($areas IS NULL OR list_contains($areas, area_id))
    AND ($neighbourhoods IS NULL OR list_contains($neighbourhoods, neighbourhood_id))
    AND ($only IS NULL OR list_has_all(marks, $only))
    AND ($search IS NULL OR contains(searched, lower($search)));
