-- grain: one row per patrol log that is being corrected: what was its current version no longer is
-- key: log_id, version
UPDATE patrol_logs
SET is_current = false
WHERE is_current AND log_id IN (SELECT unnest($log_ids::UUID[]));
