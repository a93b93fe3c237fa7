-- grain: one row per version of patrol logs that are disposed of, or only their details, positions
-- key: log_id, version
SELECT log_id::VARCHAR AS log_id, version, document
FROM patrol_logs
WHERE log_id IN (SELECT unnest($log_ids::UUID[]))
ORDER BY log_id, version;
