-- grain: one row per visit: the current version of a patrol log that was not set aside
CREATE OR REPLACE VIEW visits AS
SELECT
    logs.*,
    coalesce(logs.arrived_at, logs.received_at) AS visited_at,
    CASE WHEN logs.left_at IS NOT NULL THEN least(date_diff('minute', logs.arrived_at, logs.left_at), 60) END
        AS dwell_minutes,
    date_trunc('week', logs.patrol_day)::DATE AS week
FROM patrol_logs AS logs
WHERE logs.is_current AND logs.set_aside_why IS NULL;
