-- grain: one row per visit of a shift, with what its sheet asked, what was answered and noted, and what may be counted twice
-- key: log_id
SELECT
    logs.* EXCLUDE (tasking_id, team_id, neighbourhood_id, marks, searched), taskings.ask,
    taskings.ask_kind, taskings.ask_options,
    coalesce(maybe_same.maybe_same_arrests, false) AS maybe_same_arrests,
    coalesce(maybe_same.maybe_same_stop_searches, false) AS maybe_same_stop_searches
FROM read_logs AS logs
LEFT JOIN taskings USING (tasking_id)
LEFT JOIN maybe_same ON maybe_same.log_id = logs.log_id::UUID
WHERE logs.team_id = $team_id AND logs.patrol_day = $patrol_day AND logs.shift = $shift
ORDER BY logs.visited_at, logs.log_id;
