-- grain: one row per patrol log its officer took back, soon after sending it and never corrected
-- key: log_id
UPDATE patrol_logs
SET set_aside_why = $why
WHERE log_id = $log_id::UUID AND pass_id = $pass_id AND is_current AND version = 1
    AND set_aside_why IS NULL AND received_at >= $since;
