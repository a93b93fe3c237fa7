-- grain: one row per patrol log, and per log that was taken back before it was stored
-- key: log_id
SELECT log_id::VARCHAR AS log_id FROM patrol_logs WHERE is_current
UNION
SELECT log_id::VARCHAR AS log_id FROM taken_back;
