-- grain: one row per version of one patrol log and decision about it, oldest first
-- key: version, remark
SELECT logs.version, logs.document, reviews.remark
FROM patrol_logs AS logs
LEFT JOIN log_reviews AS reviews ON reviews.log_id = logs.log_id AND reviews.version = logs.version
WHERE logs.log_id = $log_id::UUID
ORDER BY logs.version, reviews.decided_at;
