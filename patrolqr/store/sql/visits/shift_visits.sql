-- grain: one row per visit of a shift, with what was answered and noted
-- key: log_id
SELECT * EXCLUDE (tasking_id, team_id, neighbourhood_id, marks, searched)
FROM read_logs
WHERE team_id = $team_id AND patrol_day = $patrol_day AND shift = $shift
ORDER BY visited_at, log_id;
