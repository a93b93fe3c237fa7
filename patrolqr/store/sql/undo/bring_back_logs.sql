-- grain: one row per patrol log whose newest version a load brought: the version before it is current again
-- key: log_id
UPDATE patrol_logs SET is_current = TRUE
FROM (
    SELECT earlier.log_id, max(earlier.version) AS version
    FROM patrol_logs AS earlier
    JOIN patrol_logs AS gone ON gone.log_id = earlier.log_id AND gone.load_id = $load_id::UUID AND gone.is_current
    WHERE earlier.load_id IS DISTINCT FROM $load_id::UUID
    GROUP BY earlier.log_id
) AS before
WHERE patrol_logs.log_id = before.log_id AND patrol_logs.version = before.version;
