-- grain: one row per pattern, with its newest state; "new" and serial 0 where nobody said anything yet
-- key: pattern_id
WITH newest AS (
    SELECT
        pattern_id,
        arg_max(state, serial) AS state,
        arg_max(why, serial) AS why,
        arg_max(decided_by, serial) AS decided_by,
        arg_max(decided_at, serial) AS decided_at,
        arg_max(day, serial) FILTER (state = 'closed') AS closed_day,
        arg_max(cell, serial) FILTER (cell IS NOT NULL) AS cell,
        max(serial) AS serial
    FROM pattern_states
    GROUP BY pattern_id
)

SELECT
    patterns.pattern_id, detector, neighbourhood_id, category, apart, opened_day, epoch_us(stored_at) AS stored_us,
    coalesce(newest.state, 'new') AS state, newest.why, newest.decided_by, epoch_us(newest.decided_at) AS decided_us,
    newest.closed_day, newest.cell, coalesce(newest.serial, 0) AS seen
FROM patterns
LEFT JOIN newest ON newest.pattern_id = patterns.pattern_id
ORDER BY patterns.serial
