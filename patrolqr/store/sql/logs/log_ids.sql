-- grain: one row per patrol log
SELECT log_id::VARCHAR AS log_id FROM patrol_logs WHERE is_current;
