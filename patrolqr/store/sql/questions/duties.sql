-- grain: one row per duty that had a sheet: what was asked and given, how many officers wrote logs, and patrols missed
-- key: team_id, patrol_day, shift
-- officers are counted, never named.
WITH asked AS (
    SELECT
        given.team_id, given.patrol_day, given.shift,
        sum(given.patrols_asked)::BIGINT AS patrols_asked, sum(given.patrols_given)::BIGINT AS patrols_given,
        sum(given.minutes_asked)::BIGINT AS minutes_asked, sum(given.minutes_given)::BIGINT AS minutes_given
    FROM given
    LEFT JOIN current_areas AS areas ON areas.area_id = given.area_id
    WHERE given.superseded_at IS NULL
        AND ($since::DATE IS NULL OR given.patrol_day >= $since::DATE)
        AND ($until::DATE IS NULL OR given.patrol_day < $until::DATE)
        AND ($teams IS NULL OR list_contains($teams, given.team_id))
        AND ($areas IS NULL OR list_contains($areas, given.area_id::VARCHAR))
        AND ($neighbourhoods IS NULL OR list_contains($neighbourhoods, areas.neighbourhood_id))
    GROUP BY ALL
),
worked AS (
    SELECT team_id, patrol_day, shift, sum(officer_minutes)::BIGINT AS officer_minutes
    FROM patrols
    WHERE ($since::DATE IS NULL OR patrol_day >= $since::DATE) AND ($until::DATE IS NULL OR patrol_day < $until::DATE)
    GROUP BY ALL
),
wrote AS (
    SELECT team_id, patrol_day, shift, count(DISTINCT collar) AS officers
    FROM (
        SELECT team_id, patrol_day, shift, collar FROM visits
        UNION ALL
        SELECT team_id, patrol_day, shift, unnest(colleagues) AS collar FROM visits
    )
    WHERE ($since::DATE IS NULL OR patrol_day >= $since::DATE) AND ($until::DATE IS NULL OR patrol_day < $until::DATE)
    GROUP BY ALL
)
SELECT
    asked.patrol_day, asked.shift, coalesce(teams.name, 'Team unknown') AS team, coalesce(wrote.officers, 0) AS officers,
    worked.officer_minutes, asked.patrols_asked, asked.patrols_given, asked.minutes_asked, asked.minutes_given,
    asked.team_id
FROM asked
LEFT JOIN worked USING (team_id, patrol_day, shift)
LEFT JOIN wrote USING (team_id, patrol_day, shift)
LEFT JOIN current_teams AS teams ON teams.team_id = asked.team_id
ORDER BY asked.patrol_day, asked.shift, team, asked.team_id;
