-- grain: one row per patrol log whose id begins so
-- key: log_id
SELECT DISTINCT log_id::VARCHAR AS log_id
FROM patrol_logs
WHERE starts_with(log_id::VARCHAR, lower($start))
ORDER BY log_id
LIMIT $limit;
