-- grain: one row per tasking of one version of a briefing, with what it got on its patrol day and shift
-- key: area_id
WITH visited AS (
    SELECT
        area_id, count(*) AS visits, sum(minutes)::BIGINT AS minutes, max(visited_at) AS last_at,
        arg_max(answer, visited_at) FILTER (answer IS NOT NULL) AS last_answer,
        coalesce(sum(engagements), 0)::BIGINT AS engagements, coalesce(sum(stop_searches), 0)::BIGINT AS stop_searches,
        coalesce(sum(arrests), 0)::BIGINT AS arrests
    FROM visits
    WHERE team_id = $team_id AND patrol_day = $patrol_day AND shift = $shift
    GROUP BY area_id
),
calls AS (
    SELECT
        square_at(easting, northing) AS cell,
        count(*) AS calls
    FROM current_incidents
    WHERE kind = 'call' AND occurred_at >= $starts_at AND occurred_at < $ends_at
    GROUP BY cell
)
SELECT
    taskings.number, areas.area_id::VARCHAR AS area_id, areas.name AS area, taskings.ask,
    taskings.visits AS visits_asked, taskings.visits * taskings.minutes AS minutes_asked,
    taskings.window_starts, taskings.window_ends,
    coalesce(visited.visits, 0) AS visits, visited.minutes, visited.last_at, visited.last_answer,
    coalesce(visited.engagements, 0) AS engagements, coalesce(visited.stop_searches, 0) AS stop_searches,
    coalesce(visited.arrests, 0) AS arrests, coalesce(calls.calls, 0) AS calls
FROM taskings
JOIN patrol_areas AS areas ON areas.area_id = taskings.area_id AND areas.version = taskings.area_version
LEFT JOIN visited ON visited.area_id = taskings.area_id
LEFT JOIN calls ON calls.cell = areas.cell
WHERE taskings.briefing_id = $briefing_id::UUID
ORDER BY taskings.number;
