-- grain: one row per patrol log
-- key: log_id
SELECT log_id::VARCHAR AS log_id FROM patrol_logs WHERE is_current;
