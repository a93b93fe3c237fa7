-- grain: one row per version of the logs named, which arrived after their officer had taken them back
-- key: log_id, version
UPDATE patrol_logs
SET set_aside_why = $why
WHERE log_id IN (SELECT unnest($log_ids::UUID[])) AND set_aside_why IS NULL;
