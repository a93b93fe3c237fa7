-- grain: one row per patrol log that is being corrected: what was its current version no longer is
UPDATE patrol_logs
SET is_current = false
WHERE is_current AND log_id IN (SELECT unnest($log_ids::UUID[]));
