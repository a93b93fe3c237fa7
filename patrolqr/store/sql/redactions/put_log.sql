-- grain: one row per version of a patrol log that words are taken out of
-- key: log_id, version
UPDATE patrol_logs
SET document = $document, redacted = list_distinct(coalesce(redacted, []) || $parts::VARCHAR[])
WHERE log_id = $log_id::UUID AND version = $version;
