-- grain: one row per hold over a patrol log that has one of these words
-- key: hold_id
SELECT DISTINCT holds.hold_id::VARCHAR AS hold_id, holds.why, holds.held_by
FROM holds
JOIN patrol_logs AS logs
    ON (holds.subject IS NULL OR holds.subject = logs.log_id::VARCHAR)
    AND (holds.area_id IS NULL OR holds.area_id = logs.area_id)
    AND (holds.first_day IS NULL OR logs.patrol_day >= holds.first_day)
    AND (holds.last_day IS NULL OR logs.patrol_day <= holds.last_day)
WHERE holds.lifted_at IS NULL
    AND regexp_matches(logs.document, $pattern, 'i')
ORDER BY holds.hold_id;
