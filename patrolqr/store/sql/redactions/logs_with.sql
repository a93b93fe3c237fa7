-- grain: one row per version of a patrol log that has one of these words
-- key: log_id, version
SELECT log_id::VARCHAR AS log_id, version, document
FROM patrol_logs
WHERE regexp_matches(document, $pattern, 'i')
ORDER BY log_id, version;
