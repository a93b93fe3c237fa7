-- grain: one row per patrol area on the newest version of a shift's briefing: dose asked for and given
-- key: area_id
WITH newest AS (
    SELECT briefing_id FROM briefings
    WHERE team_id = $team_id AND patrol_day = $patrol_day AND shift = $shift
    ORDER BY version DESC
    LIMIT 1
),
given AS (
    SELECT
        area_id,
        count(*) AS visits_done,
        sum(minutes) AS minutes_done,
        count(*) - count(minutes) AS visits_without_minutes
    FROM visits
    WHERE team_id = $team_id AND patrol_day = $patrol_day AND shift = $shift
    GROUP BY area_id
)
SELECT
    taskings.area_id::VARCHAR AS area_id, taskings.number, areas.name, taskings.ask,
    taskings.visits AS visits_asked, taskings.visits * taskings.minutes AS minutes_asked,
    coalesce(given.visits_done, 0) AS visits_done,
    coalesce(given.minutes_done, 0) AS minutes_done,
    coalesce(given.visits_without_minutes, 0) AS visits_without_minutes
FROM taskings
JOIN newest USING (briefing_id)
JOIN patrol_areas AS areas ON areas.area_id = taskings.area_id AND areas.version = taskings.area_version
LEFT JOIN given ON given.area_id = taskings.area_id
ORDER BY taskings.number;
