-- grain: one row for everything, one per week, one per patrol area, one per neighbourhood, and one per patrol area that a current briefing asked for (level: asked)
-- key: level, week, area_id, neighbourhood
-- days is how much of a week lies in the period. Of level asked, what was done is what was done in those taskings' duties.
-- What was done in each duty is counted once, for all levels: it takes as long as all the rest.
WITH areas AS (
    SELECT area_id, name, coalesce(neighbourhood_id, '') AS neighbourhood_id, neighbourhood
    FROM current_areas
    WHERE ($neighbourhoods IS NULL OR list_contains($neighbourhoods, neighbourhood_id))
        AND ($areas IS NULL OR list_contains($areas, area_id::VARCHAR))
),
duties AS MATERIALIZED (
    SELECT *
    FROM done
    WHERE patrol_day >= $since AND patrol_day < $until
        AND ($teams IS NULL OR list_contains($teams, team_id))
),
counted AS (
    SELECT
        area_id, date_trunc('week', patrol_day)::DATE AS week, sum(logs) AS logs, sum(patrols) AS patrols,
        sum(minutes) AS minutes, sum(officer_minutes) AS officer_minutes, sum(codes_read) AS codes_read,
        sum(logs_capped) AS logs_capped, sum(engagements) AS engagements, sum(stop_searches) AS stop_searches, sum(arrests) AS arrests,
        sum(actions) AS actions
    FROM duties
    GROUP BY area_id, week
),
asked AS MATERIALIZED (
    SELECT
        taskings.area_id,
        count(*) AS taskings,
        count(*) FILTER (duties.patrols >= taskings.visits) AS taskings_in_full,
        count(*) FILTER (coalesce(duties.patrols, 0) = 0) AS taskings_without_a_patrol,
        sum(taskings.visits)::BIGINT AS patrols_asked,
        sum(taskings.visits * taskings.minutes)::BIGINT AS minutes_asked,
        sum(given_of(duties.patrols, taskings.visits))::BIGINT AS patrols_given,
        sum(given_of(duties.minutes, taskings.visits * taskings.minutes))::BIGINT AS minutes_given,
        sum(beyond(duties.patrols, taskings.visits))::BIGINT AS patrols_more,
        sum(beyond(duties.minutes, taskings.visits * taskings.minutes))::BIGINT AS minutes_more,
        coalesce(sum(duties.logs), 0)::BIGINT AS logs,
        coalesce(sum(duties.patrols), 0)::BIGINT AS patrols,
        sum(duties.minutes)::BIGINT AS minutes,
        sum(duties.officer_minutes)::BIGINT AS officer_minutes,
        coalesce(sum(duties.codes_read), 0)::BIGINT AS codes_read,
        coalesce(sum(duties.logs_capped), 0)::BIGINT AS logs_capped
    FROM taskings
    JOIN dated_briefings AS sheets USING (briefing_id)
    LEFT JOIN duties ON duties.team_id = sheets.team_id AND duties.patrol_day = sheets.patrol_day
        AND duties.shift = sheets.shift AND duties.area_id = taskings.area_id
    WHERE sheets.patrol_day >= $since AND sheets.patrol_day < $until AND sheets.superseded_at IS NULL
        AND ($teams IS NULL OR list_contains($teams, sheets.team_id))
    GROUP BY taskings.area_id
),
cells AS (
    SELECT * FROM counted
    UNION ALL BY NAME
    SELECT area_id, 0 AS logs FROM asked
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
        areas.area_id,
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
),
levels AS (
    SELECT * FROM rolled
    UNION ALL BY NAME
    SELECT 'asked' AS level, areas.name AS area, areas.neighbourhood, asked.*
    FROM asked
    JOIN areas USING (area_id)
)
SELECT
    level, week, date_diff('day', greatest(week, $since), least(week + 7, $until)) AS days,
    area_id::VARCHAR AS area_id, area, neighbourhood,
    logs, patrols, minutes, officer_minutes, codes_read, logs_capped,
    if(logs = 0, NULL, coalesce(engagements, 0)) AS engagements,
    if(logs = 0, NULL, coalesce(stop_searches, 0)) AS stop_searches,
    if(logs = 0, NULL, coalesce(arrests, 0)) AS arrests,
    if(logs = 0, NULL, coalesce(actions, 0)) AS actions,
    taskings, taskings_in_full, taskings_without_a_patrol, patrols_asked, minutes_asked, patrols_given, minutes_given,
    patrols_more, minutes_more
FROM levels
WHERE (level <> 'week' OR week IS NOT NULL)
    AND (level <> 'area' OR area_id IS NOT NULL)
    AND (level <> 'neighbourhood' OR neighbourhood IS NOT NULL)
ORDER BY level, patrols_asked DESC, week, patrols DESC, area, neighbourhood;
