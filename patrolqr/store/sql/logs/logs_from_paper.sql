-- grain: one row per log of that pass kept from paper and not set aside, the last first
-- key: log_id
SELECT
    log_id::VARCHAR AS log_id, coalesce(collar, '') AS collar, epoch_us(received_at) AS received_us,
    coalesce(entered_by, '') AS entered_by
FROM patrol_logs
WHERE pass_id = $pass_id AND channel = 'paper' AND is_current AND set_aside_why IS NULL
ORDER BY received_at DESC, log_id;
