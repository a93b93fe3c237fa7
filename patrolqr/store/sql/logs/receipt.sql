-- grain: one row per patrol log of that id sent under that pass (at most one: its current version), with its review
-- key: log_id
SELECT
    logs.log_id::VARCHAR AS log_id, epoch_us(logs.received_at) AS received_us, logs.set_aside_why, logs.document,
    epoch_us(logs.arrived_at) AS arrived_us, epoch_us(logs.left_at) AS left_us,
    logs.pairing_id::VARCHAR AS pairing_id, logs.version, coalesce(reviews.state, 'received') AS review_state,
    coalesce(reviews.remark, '') AS remark
FROM patrol_logs AS logs
LEFT JOIN log_reviews AS reviews ON reviews.log_id = logs.log_id AND reviews.version = logs.version
WHERE logs.log_id = $log_id::UUID AND logs.pass_id = $pass_id AND logs.is_current
ORDER BY reviews.serial DESC
LIMIT 1;
