-- grain: one row per log that a person decided about since then, where that decision still is the newest
-- key: log_id
-- first those of which the person decided anything since then: reading every decision there ever was takes long
WITH mine AS (
    SELECT log_id, version FROM log_reviews WHERE decided_by = $person AND decided_at >= $since GROUP BY log_id, version
),
newest AS (
    SELECT
        log_id, version, max_by(state, serial) AS review_state, max_by(remark, serial) AS remark,
        max_by(decided_by, serial) AS decided_by, max_by(decided_at, serial) AS decided_at
    FROM log_reviews
    SEMI JOIN mine USING (log_id, version)
    GROUP BY log_id, version
)
SELECT
    logs.log_id::VARCHAR AS log_id, logs.version, newest.review_state, newest.remark, newest.decided_at, logs.visited_at,
    coalesce(areas.name, 'Area unknown') AS area
FROM newest
JOIN visits AS logs USING (log_id, version)
LEFT JOIN current_areas AS areas USING (area_id)
WHERE newest.decided_by = $person AND newest.decided_at >= $since AND newest.review_state <> 'received'
ORDER BY newest.decided_at DESC, logs.log_id;
