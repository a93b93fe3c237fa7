-- grain: one row per stored version of a patrol log, exactly as it was sent
-- key: log_id, version
SELECT log_id::VARCHAR AS log_id, version, document, digest, channel, late
FROM patrol_logs
ORDER BY received_at, log_id, version;
