-- grain: one row per stored version of the logs named, oldest first
-- key: log_id, version
SELECT
    log_id::VARCHAR AS log_id, digest, epoch_us(received_at) AS received_us, epoch_us(arrived_at) AS arrived_us,
    epoch_us(left_at) AS left_us, version, pass_id, set_aside_why IS NOT NULL AS taken_back,
    collar, pairing_id::VARCHAR AS pairing_id
FROM patrol_logs
WHERE log_id IN (SELECT unnest($log_ids::UUID[]))
ORDER BY version;
