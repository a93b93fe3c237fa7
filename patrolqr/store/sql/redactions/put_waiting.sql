-- grain: one row per version of a waiting log that words are taken out of
-- key: log_id, version
UPDATE unclaimed_logs SET document = $document WHERE log_id = $log_id::UUID AND version = $version;
