-- grain: one row per tasking of one version of a briefing, with what it got on its patrol day and shift
-- key: area_id
WITH visited AS (
    SELECT
        area_id, max(visited_at) AS last_at,
        arg_max(answer, visited_at) FILTER (answer IS NOT NULL) AS last_answer
    FROM visits
    WHERE team_id = $team_id AND patrol_day = $patrol_day AND shift = $shift
    GROUP BY area_id
),
called AS MATERIALIZED (
    SELECT square_at(incidents.easting, incidents.northing, side := sides.side) AS cell
    FROM current_incidents AS incidents
    CROSS JOIN (SELECT DISTINCT side FROM area_squares) AS sides
    WHERE incidents.kind = 'call' AND incidents.occurred_at >= $starts_at AND incidents.occurred_at < $ends_at
),
calls AS (
    SELECT own.area_id, own.version, count(*) AS calls
    FROM called
    JOIN area_squares AS own USING (cell)
    GROUP BY own.area_id, own.version
)
SELECT
    given.number, given.area_id::VARCHAR AS area_id, areas.name AS area, given.ask,
    given.patrols_asked, given.minutes_asked, given.window_starts, given.window_ends,
    given.patrols, given.minutes, given.officer_minutes, given.patrols_given, given.minutes_given, given.patrols_more,
    given.minutes_more, given.logs, given.codes_read, given.logs_capped, visited.last_at, visited.last_answer,
    given.engagements, given.stop_searches, given.arrests, given.actions, coalesce(calls.calls, 0) AS calls
FROM given
JOIN patrol_areas AS areas ON areas.area_id = given.area_id AND areas.version = given.area_version
LEFT JOIN visited ON visited.area_id = given.area_id
LEFT JOIN calls ON calls.area_id = given.area_id AND calls.version = given.area_version
WHERE given.briefing_id = $briefing_id::UUID
    -- said again, as it spares reading every other duty
    AND given.team_id = $team_id AND given.patrol_day = $patrol_day AND given.shift = $shift
ORDER BY given.number;
