-- grain: one row per patrol area in force and week (named by its Monday): days with a patrol, and what was reported there
-- key: week, area_id
-- patrol_days: patrol days on which a log was sent of the area, by whichever team. incidents: what the public reported in
-- its squares, to the minute, as known then. $teams: areas that one of them had on a sheet or sent a log of, ever.
WITH weeks AS (
    SELECT unnest($weeks::DATE[]) AS week
),
theirs AS (
    SELECT area_id FROM visits WHERE list_contains($teams, team_id)
    UNION
    SELECT taskings.area_id
    FROM taskings
    JOIN dated_briefings AS sheets USING (briefing_id)
    WHERE list_contains($teams, sheets.team_id)
),
own_squares AS (
    SELECT DISTINCT area_id, cell, side FROM area_squares WHERE valid_to IS NULL
),
areas AS (
    SELECT area_id, name AS area, neighbourhood
    FROM current_areas
    WHERE area_id IN (SELECT area_id FROM own_squares)
        AND ($teams IS NULL OR area_id IN (SELECT area_id FROM theirs))
        AND ($areas IS NULL OR list_contains($areas, area_id::VARCHAR))
        AND ($neighbourhoods IS NULL OR list_contains($neighbourhoods, neighbourhood_id))
),
patrolled AS (
    SELECT area_id, date_trunc('week', patrol_day)::DATE AS week, count(DISTINCT patrol_day) AS patrol_days
    FROM visits
    GROUP BY ALL
),
-- kept as it is: joined with squares and sides at once every incident would be held against every square
placed AS MATERIALIZED (
    SELECT square_at(incidents.easting, incidents.northing, side := sides.side) AS cell, incidents.patrol_day
    FROM known_incidents($as_known_at::TIMESTAMPTZ) AS incidents
    CROSS JOIN (SELECT DISTINCT side FROM own_squares) AS sides
    WHERE incidents.origin = 'public' AND incidents.precision = 'minute' AND incidents.easting IS NOT NULL
        AND incidents.patrol_day >= list_min($weeks::DATE[])
),
reported AS (
    SELECT own_squares.area_id, date_trunc('week', placed.patrol_day)::DATE AS week, count(*) AS incidents
    FROM placed
    JOIN own_squares USING (cell)
    GROUP BY ALL
)
SELECT
    weeks.week, areas.area, coalesce(areas.neighbourhood, 'No neighbourhood') AS neighbourhood,
    coalesce(patrolled.patrol_days, 0) AS patrol_days, coalesce(reported.incidents, 0) AS incidents,
    areas.area_id::VARCHAR AS area_id
FROM weeks
CROSS JOIN areas
LEFT JOIN patrolled ON patrolled.area_id = areas.area_id AND patrolled.week = weeks.week
LEFT JOIN reported ON reported.area_id = areas.area_id AND reported.week = weeks.week
ORDER BY weeks.week, areas.area, areas.area_id;
