-- grain: one row per answer of the shift that last asked at these patrol areas, before this patrol day and shift
-- key: area_id, visited_us
WITH earlier AS (
    SELECT
        visits.area_id, visits.answer, visits.visited_at, taskings.ask, briefings.patrol_day, briefings.shift,
        dense_rank() OVER (
            PARTITION BY visits.area_id ORDER BY briefings.patrol_day DESC, briefings.shift, briefings.team_id
        ) AS shifts_ago
    FROM visits
    JOIN taskings USING (tasking_id)
    JOIN briefings USING (briefing_id)
    WHERE list_contains($area_ids, visits.area_id::VARCHAR)
        AND visits.answer IS NOT NULL
        AND visits.visited_at < $before
        AND NOT (
            briefings.team_id = $team_id AND briefings.patrol_day = $patrol_day AND briefings.shift = $shift
        )
)
SELECT
    area_id::VARCHAR AS area_id, ask, answer, epoch_us(visited_at) AS visited_us, patrol_day, shift
FROM earlier
WHERE shifts_ago = 1
ORDER BY area_id, visited_at;
