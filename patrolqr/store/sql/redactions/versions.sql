-- grain: one row per stored version of one patrol log, the first first
-- key: version
SELECT version, document, redacted, area_id::VARCHAR AS area_id, patrol_day
FROM patrol_logs
WHERE log_id = $log_id::UUID
ORDER BY version;
