-- grain: one row per visit that was chosen, newest first, with what its sheet asked and how that was to be answered
-- key: log_id
WITH chosen AS (
    SELECT * EXCLUDE (neighbourhood_id, marks, searched)
    FROM read_logs
    WHERE ($since IS NULL OR patrol_day >= $since) AND ($until IS NULL OR patrol_day < $until)
        AND ($shifts IS NULL OR list_contains($shifts, shift))
        AND ($teams IS NULL OR list_contains($teams, team_id))
        AND ($areas IS NULL OR list_contains($areas, area_id))
        AND ($neighbourhoods IS NULL OR list_contains($neighbourhoods, neighbourhood_id))
        AND ($only IS NULL OR list_has_all(marks, $only))
        AND ($search IS NULL OR contains(searched, lower($search)))
    ORDER BY visited_at DESC, log_id
    LIMIT $limit OFFSET $offset
)
SELECT
    chosen.* EXCLUDE (tasking_id), taskings.ask,
    taskings.ask_kind, taskings.ask_options,
    coalesce(repeats.arrests_again, 0) AS arrests_again,
    coalesce(repeats.stop_searches_again, 0) AS stop_searches_again,
    coalesce(repeats.actions_again, 0) AS actions_again
FROM chosen
LEFT JOIN taskings USING (tasking_id)
LEFT JOIN repeats ON repeats.log_id = chosen.log_id::UUID
ORDER BY chosen.visited_at DESC, chosen.log_id;
