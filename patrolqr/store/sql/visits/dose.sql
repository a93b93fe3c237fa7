-- grain: one row per patrol area that a current briefing asked for, with what was asked and what was given
-- key: area_id
WITH asked AS (
    SELECT briefings.team_id, briefings.patrol_day, briefings.shift, taskings.area_id, taskings.visits, taskings.visits * taskings.minutes AS minutes
    FROM taskings
    JOIN dated_briefings AS briefings USING (briefing_id)
    WHERE briefings.superseded_at IS NULL AND briefings.patrol_day >= $since AND briefings.patrol_day < $until
        AND ($teams IS NULL OR list_contains($teams, briefings.team_id))
),
visited AS (
    SELECT area_id, team_id, patrol_day, shift, count(*) AS visits
    FROM visits
    WHERE patrol_day >= $since AND patrol_day < $until
        AND ($teams IS NULL OR list_contains($teams, team_id))
    GROUP BY area_id, team_id, patrol_day, shift
),
asked_of_areas AS (
    SELECT
        area_id, count(*) AS taskings, count(*) FILTER (visited.visits >= asked.visits) AS taskings_in_full,
        count(*) FILTER (visited.visits IS NULL) AS taskings_without_a_visit,
        sum(asked.visits)::BIGINT AS visits_asked, sum(asked.minutes)::BIGINT AS minutes_asked
    FROM asked
    LEFT JOIN visited USING (area_id, team_id, patrol_day, shift)
    GROUP BY area_id
),
given_to_areas AS (
    SELECT
        area_id, count(*) AS visits, sum(minutes)::BIGINT AS minutes, count(*) - count(minutes) AS visits_without_minutes,
        count(*) FILTER (capped) AS visits_capped
    FROM visits
    WHERE patrol_day >= $since AND patrol_day < $until
        AND ($teams IS NULL OR list_contains($teams, team_id))
    GROUP BY area_id
)
SELECT
    areas.area_id::VARCHAR AS area_id, areas.name AS area, areas.neighbourhood,
    asked.taskings, asked.taskings_in_full, asked.taskings_without_a_visit, asked.visits_asked, asked.minutes_asked,
    coalesce(given.visits, 0) AS visits, given.minutes, coalesce(given.visits_without_minutes, 0) AS visits_without_minutes,
    coalesce(given.visits_capped, 0) AS visits_capped
FROM asked_of_areas AS asked
JOIN current_areas AS areas USING (area_id)
LEFT JOIN given_to_areas AS given USING (area_id)
WHERE ($neighbourhoods IS NULL OR list_contains($neighbourhoods, areas.neighbourhood_id))
    AND ($areas IS NULL OR list_contains($areas, areas.area_id::VARCHAR))
ORDER BY visits_asked DESC, area;
