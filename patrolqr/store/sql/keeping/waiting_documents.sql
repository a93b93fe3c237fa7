-- grain: one row per version of logs that wait, or waited, for their officer to be named
-- key: log_id, version
SELECT log_id::VARCHAR AS log_id, version, document
FROM unclaimed_logs
WHERE log_id IN (SELECT unnest($log_ids::UUID[]))
ORDER BY log_id, version;
