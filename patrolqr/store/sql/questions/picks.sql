-- grain: one row per patrol area and duty about which somebody decided: the newest decision, why, and what was given
-- key: team_id, patrol_day, shift, area_id
WITH decided AS (
    SELECT
        team_id, patrol_day, shift, area_id,
        arg_max(decision, serial) AS decision,
        arg_max(coalesce(why, ''), serial) AS why
    FROM picks
    WHERE ($since::DATE IS NULL OR patrol_day >= $since::DATE) AND ($until::DATE IS NULL OR patrol_day < $until::DATE)
    GROUP BY ALL
),
sheets AS (
    SELECT team_id, patrol_day, shift, area_id, patrols_asked, patrols_given
    FROM given
    WHERE superseded_at IS NULL
        AND ($since::DATE IS NULL OR patrol_day >= $since::DATE)
        AND ($until::DATE IS NULL OR patrol_day < $until::DATE)
)
SELECT
    decided.patrol_day, decided.shift, coalesce(teams.name, 'Team unknown') AS team,
    coalesce(areas.name, 'Area unknown') AS area, coalesce(areas.neighbourhood, 'No neighbourhood') AS neighbourhood,
    decided.decision, nullif(decided.why, '') AS why, sheets.patrols_asked, sheets.patrols_given,
    decided.area_id::VARCHAR AS area_id, decided.team_id
FROM decided
LEFT JOIN sheets ON sheets.team_id = decided.team_id AND sheets.patrol_day = decided.patrol_day
    AND sheets.shift = decided.shift AND sheets.area_id = decided.area_id
LEFT JOIN current_areas AS areas ON areas.area_id = decided.area_id
LEFT JOIN current_teams AS teams ON teams.team_id = decided.team_id
WHERE ($teams IS NULL OR list_contains($teams, decided.team_id))
    AND ($areas IS NULL OR list_contains($areas, decided.area_id::VARCHAR))
    AND ($neighbourhoods IS NULL OR list_contains($neighbourhoods, areas.neighbourhood_id))
ORDER BY decided.patrol_day DESC, decided.shift, team, area, decided.area_id;
