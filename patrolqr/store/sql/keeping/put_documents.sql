-- grain: one row per version of a patrol log that loses words, details or exact positions
-- key: log_id, version
UPDATE patrol_logs
SET document = batch.document, redacted = list_distinct(coalesce(redacted, []) || [$what::VARCHAR])
FROM batch
WHERE patrol_logs.log_id = batch.log_id::UUID AND patrol_logs.version = batch.version;
