-- grain: one row for everything, one per week, one per patrol area and one per neighbourhood (level says which; days is how much of a week lies in the period)
-- key: level, week, area_id, neighbourhood
WITH areas AS (
    SELECT area_id, name, coalesce(neighbourhood_id, '') AS neighbourhood_id, neighbourhood
    FROM current_areas
    WHERE ($neighbourhoods IS NULL OR list_contains($neighbourhoods, neighbourhood_id))
        AND ($areas IS NULL OR list_contains($areas, area_id::VARCHAR))
),
counted AS (
    SELECT
        area_id, date_trunc('week', patrol_day)::DATE AS week, sum(logs) AS logs, sum(patrols) AS patrols,
        sum(minutes) AS minutes, sum(officer_minutes) AS officer_minutes, sum(codes_read) AS codes_read,
        sum(logs_capped) AS logs_capped, sum(engagements) AS engagements, sum(stop_searches) AS stop_searches, sum(arrests) AS arrests,
        sum(actions) AS actions
    FROM done
    WHERE patrol_day >= $since AND patrol_day < $until
        AND ($teams IS NULL OR list_contains($teams, team_id))
    GROUP BY area_id, week
),
tasked AS (
    SELECT DISTINCT taskings.area_id
    FROM taskings
    JOIN dated_briefings AS briefings USING (briefing_id)
    WHERE briefings.patrol_day >= $since AND briefings.patrol_day < $until AND briefings.superseded_at IS NULL
        AND ($teams IS NULL OR list_contains($teams, briefings.team_id))
),
cells AS (
    SELECT * FROM counted
    UNION ALL BY NAME
    SELECT area_id, 0 AS logs FROM tasked
    UNION ALL BY NAME
    SELECT unnest(range(date_trunc('week', $since::DATE), $until::DATE, INTERVAL 7 DAY))::DATE AS week, 0 AS logs
),
rolled AS (
    SELECT
        CASE
            WHEN grouping(cells.week) = 0 THEN 'week'
            WHEN grouping(areas.area_id) = 0 THEN 'area'
            WHEN grouping(areas.neighbourhood_id) = 0 THEN 'neighbourhood'
            ELSE 'all'
        END AS level,
        cells.week,
        areas.area_id::VARCHAR AS area_id,
        areas.name AS area,
        areas.neighbourhood,
        sum(logs)::BIGINT AS logs,
        coalesce(sum(patrols), 0)::BIGINT AS patrols,
        sum(minutes)::BIGINT AS minutes,
        sum(officer_minutes)::BIGINT AS officer_minutes,
        coalesce(sum(codes_read), 0)::BIGINT AS codes_read,
        coalesce(sum(logs_capped), 0)::BIGINT AS logs_capped,
        sum(engagements)::BIGINT AS engagements,
        sum(stop_searches)::BIGINT AS stop_searches,
        sum(arrests)::BIGINT AS arrests,
        sum(actions)::BIGINT AS actions
    FROM cells
    LEFT JOIN areas USING (area_id)
    WHERE cells.area_id IS NULL OR areas.area_id IS NOT NULL
    GROUP BY GROUPING SETS (
        (), (cells.week), (areas.area_id, areas.name, areas.neighbourhood), (areas.neighbourhood_id, areas.neighbourhood)
    )
)
SELECT
    level, week, date_diff('day', greatest(week, $since), least(week + 7, $until)) AS days, area_id, area, neighbourhood,
    logs, patrols, minutes, officer_minutes, codes_read, logs_capped,
    if(logs = 0, NULL, coalesce(engagements, 0)) AS engagements,
    if(logs = 0, NULL, coalesce(stop_searches, 0)) AS stop_searches,
    if(logs = 0, NULL, coalesce(arrests, 0)) AS arrests,
    if(logs = 0, NULL, coalesce(actions, 0)) AS actions
FROM rolled
WHERE (level <> 'week' OR week IS NOT NULL)
    AND (level <> 'area' OR area_id IS NOT NULL)
    AND (level <> 'neighbourhood' OR neighbourhood IS NOT NULL)
ORDER BY level, week, patrols DESC, area, neighbourhood;
