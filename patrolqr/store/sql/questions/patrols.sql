-- grain: one row per patrol: where and when it was, how long, whether it was asked for, and whether it began in its window
-- key: team_id, patrol_day, shift, area_id, patrol
-- gap_minutes: from the end of the patrol before it in the same area and patrol day; empty for the day's first.
-- in_window is empty where nothing was asked for or no window was set.
WITH asked AS (
    SELECT
        sheets.team_id, sheets.patrol_day, sheets.shift, taskings.area_id,
        any_value(taskings.window_starts) AS window_starts, any_value(taskings.window_ends) AS window_ends
    FROM taskings
    JOIN dated_briefings AS sheets USING (briefing_id)
    WHERE sheets.superseded_at IS NULL
        AND ($since::DATE IS NULL OR sheets.patrol_day >= $since::DATE)
        AND ($until::DATE IS NULL OR sheets.patrol_day < $until::DATE)
    GROUP BY sheets.team_id, sheets.patrol_day, sheets.shift, taskings.area_id
),
spaced AS (
    SELECT
        *,
        lag(ended_at) OVER (PARTITION BY area_id, patrol_day ORDER BY started_at, team_id, shift, patrol) AS left_before
    FROM patrols
    -- said here, before the join, as it spares reading all other days
    WHERE ($since::DATE IS NULL OR patrol_day >= $since::DATE) AND ($until::DATE IS NULL OR patrol_day < $until::DATE)
),
placed AS (
    SELECT
        spaced.*, asked.area_id IS NOT NULL AS is_asked,
        -- a night's hours after midnight belong to the patrol day before
        timezone(
            $zone,
            spaced.patrol_day + asked.window_starts + to_days(if(hour(asked.window_starts) < $day_starts, 1, 0))
        ) AS opens_at,
        timezone(
            $zone,
            spaced.patrol_day + asked.window_ends + to_days(if(hour(asked.window_ends) < $day_starts, 1, 0))
        ) AS closes_at
    FROM spaced
    LEFT JOIN asked USING (team_id, patrol_day, shift, area_id)
)
SELECT
    placed.patrol_day, placed.shift, coalesce(teams.name, 'Team unknown') AS team,
    coalesce(areas.name, 'Area unknown') AS area, coalesce(areas.neighbourhood, 'No neighbourhood') AS neighbourhood,
    placed.started_at, placed.ended_at, placed.minutes, placed.officer_minutes, placed.capped, placed.is_asked,
    placed.started_at >= placed.opens_at AND placed.started_at <= placed.closes_at AS in_window,
    if(
        placed.left_before IS NULL, NULL, greatest(date_diff('minute', placed.left_before, placed.started_at), 0)
    ) AS gap_minutes,
    placed.logs, placed.area_id::VARCHAR AS area_id, placed.team_id, placed.patrol
FROM placed
LEFT JOIN current_areas AS areas ON areas.area_id = placed.area_id
LEFT JOIN current_teams AS teams ON teams.team_id = placed.team_id
WHERE ($teams IS NULL OR list_contains($teams, placed.team_id))
    AND ($areas IS NULL OR list_contains($areas, placed.area_id::VARCHAR))
    AND ($neighbourhoods IS NULL OR list_contains($neighbourhoods, areas.neighbourhood_id))
ORDER BY placed.started_at, placed.area_id, placed.team_id, placed.shift, placed.patrol;
