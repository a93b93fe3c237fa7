-- grain: one row per tasking of the newest sheet of each duty: asked, given, why it was missed, what came in meanwhile
-- key: tasking_id
-- calls and crimes are what the public reported of the area's squares within the shift's hours, as known at a moment.
WITH missed AS (
    SELECT team_id, patrol_day, shift, area_id, arg_max(coalesce(reason, ''), serial) AS reason
    FROM missed_reasons
    GROUP BY ALL
),
asked AS (
    SELECT
        given.*, areas.name, areas.neighbourhood,
        timezone($zone, given.patrol_day + sheets.shift_starts) AS starts_at,
        timezone(
            $zone,
            given.patrol_day + sheets.shift_ends + to_days(if(sheets.shift_ends <= sheets.shift_starts, 1, 0))
        ) AS ends_at
    FROM given
    JOIN briefings AS sheets USING (briefing_id)
    LEFT JOIN current_areas AS areas ON areas.area_id = given.area_id
    WHERE given.superseded_at IS NULL
        AND ($since::DATE IS NULL OR given.patrol_day >= $since::DATE)
        AND ($until::DATE IS NULL OR given.patrol_day < $until::DATE)
        AND ($teams IS NULL OR list_contains($teams, given.team_id))
        AND ($areas IS NULL OR list_contains($areas, given.area_id::VARCHAR))
        AND ($neighbourhoods IS NULL OR list_contains($neighbourhoods, areas.neighbourhood_id))
),
own AS (
    SELECT asked.tasking_id, asked.starts_at, asked.ends_at, squares.cell, squares.side
    FROM asked
    JOIN area_squares AS squares ON squares.area_id = asked.area_id AND squares.version = asked.area_version
),
reported AS MATERIALIZED (
    SELECT square_at(easting, northing, side := sides.side) AS cell, occurred_at, kind
    FROM known_incidents($as_known_at::TIMESTAMPTZ)
    CROSS JOIN (SELECT DISTINCT side FROM own) AS sides
    WHERE origin = 'public' AND precision = 'minute' AND easting IS NOT NULL
        AND ($since::DATE IS NULL OR patrol_day >= $since::DATE - 1)
        AND ($until::DATE IS NULL OR patrol_day < $until::DATE + 1)
),
came AS (
    SELECT
        own.tasking_id,
        count(*) FILTER (reported.kind = 'call') AS calls,
        count(*) FILTER (reported.kind <> 'call') AS crimes
    FROM own
    JOIN reported
        ON reported.cell = own.cell AND reported.occurred_at >= own.starts_at AND reported.occurred_at < own.ends_at
    GROUP BY ALL
)
SELECT
    asked.patrol_day, asked.shift, coalesce(teams.name, 'Team unknown') AS team,
    coalesce(asked.name, 'Area unknown') AS area, coalesce(asked.neighbourhood, 'No neighbourhood') AS neighbourhood,
    asked.patrols_asked, asked.patrols_given, asked.minutes_asked, asked.minutes_given,
    asked.patrols_more, nullif(missed.reason, '') AS missed,
    coalesce(came.calls, 0) AS calls, coalesce(came.crimes, 0) AS crimes,
    nullif(asked.ask, '') AS ask, asked.area_id::VARCHAR AS area_id, asked.team_id,
    asked.tasking_id::VARCHAR AS tasking_id
FROM asked
LEFT JOIN came USING (tasking_id)
LEFT JOIN missed USING (team_id, patrol_day, shift, area_id)
LEFT JOIN current_teams AS teams USING (team_id)
ORDER BY asked.patrol_day, asked.shift, team, asked.number, tasking_id;
