-- grain: one row per visit of a shift, with what was answered and noted
-- key: log_id
SELECT * EXCLUDE (tasking_id, neighbourhood_id, marks, searched)
FROM read_logs
WHERE patrol_day = $patrol_day AND shift = $shift
ORDER BY visited_at, log_id;
