-- grain: one row per version of one patrol log and decision about it, oldest first
-- key: version, decided_us
SELECT
    logs.version, logs.document, epoch_us(logs.received_at) AS received_us, logs.set_aside_why, logs.entered_by,
    logs.channel,
    reviews.state, reviews.remark, reviews.decided_by, epoch_us(reviews.decided_at) AS decided_us
FROM patrol_logs AS logs
LEFT JOIN log_reviews AS reviews ON reviews.log_id = logs.log_id AND reviews.version = logs.version
WHERE logs.log_id = $log_id::UUID
ORDER BY logs.version, reviews.serial;
