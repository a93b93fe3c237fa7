-- grain: one row per promise made in an engagement, with whether its newest mark says that it was kept
-- key: entry_id
WITH marks AS (
    SELECT
        entry_id, arg_max(is_kept, serial) AS is_kept, arg_max(decided_by, serial) AS decided_by,
        arg_max(decided_at, serial) AS decided_at
    FROM promises_kept
    GROUP BY entry_id
)
SELECT
    made.entry_id::VARCHAR AS entry_id, made.log_id::VARCHAR AS log_id, made.promise, made.promise_day, made.concern,
    made.kind, made.visited_at, made.patrol_day, visits.shift, visits.collar, visits.team_id,
    made.area_id::VARCHAR AS area_id, coalesce(areas.name, 'Area unknown') AS area,
    coalesce(marks.is_kept, false) AS is_kept,
    CASE WHEN marks.is_kept THEN marks.decided_by END AS kept_by,
    CASE WHEN marks.is_kept THEN marks.decided_at END AS kept_at
FROM engagement_details AS made
JOIN visits ON visits.log_id = made.log_id AND visits.version = made.version
LEFT JOIN current_areas AS areas ON areas.area_id = made.area_id
LEFT JOIN marks ON marks.entry_id = made.entry_id
WHERE made.promise IS NOT NULL
ORDER BY made.promise_day NULLS LAST, made.visited_at, made.entry_id;
