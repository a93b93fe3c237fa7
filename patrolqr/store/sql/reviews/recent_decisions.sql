-- grain: one row per log that a person decided about since then, where that decision still is the newest
-- key: log_id
SELECT
    logs.log_id::VARCHAR AS log_id, logs.version, logs.review_state, logs.remark, logs.decided_at, logs.visited_at,
    coalesce(areas.name, 'Area unknown') AS area
FROM reviewed_logs AS logs
LEFT JOIN current_areas AS areas USING (area_id)
WHERE logs.decided_by = $person AND logs.decided_at >= $since AND logs.review_state <> 'received'
ORDER BY logs.decided_at DESC, logs.log_id;
