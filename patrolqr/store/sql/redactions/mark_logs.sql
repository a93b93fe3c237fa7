-- grain: one row per version of a log that words are taken out of and that nothing was taken out of before
-- key: log_id, version
UPDATE patrol_logs SET redacted = ['words']
WHERE redacted IS NULL AND log_id IN (SELECT unnest($log_ids::UUID[]));
