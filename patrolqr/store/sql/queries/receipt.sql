-- grain: one row per patrol log of that id sent under that pass (at most one: its current version)
SELECT
    log_id::VARCHAR AS log_id, epoch_us(received_at) AS received_us, set_aside_why, document, pairing_id::VARCHAR AS pairing_id
FROM patrol_logs
WHERE log_id = $log_id::UUID AND pass_id = $pass_id AND is_current;
