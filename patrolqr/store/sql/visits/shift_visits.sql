-- grain: one row per visit of a shift, with what was answered and noted
-- key: area_id, visited_us
SELECT
    area_id::VARCHAR AS area_id, epoch_us(visited_at) AS visited_us, answer, saw, heard, learned
FROM visits
WHERE patrol_day = $patrol_day AND shift = $shift
ORDER BY visited_at;
