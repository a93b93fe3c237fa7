-- grain: one row per place and duty about which somebody decided: the newest decision, why, and what was given
-- key: team_id, patrol_day, shift, area_id, area
-- area_id is NULL of a square that was looked at and not picked and that no patrol area stands for.
WITH decided AS (
    SELECT
        picks.team_id, picks.patrol_day, picks.shift, picks.area_id, picks.name, picks.neighbourhood_id,
        picks.decision, picks.why
    FROM picks
    LEFT JOIN current_areas AS areas ON areas.area_id = picks.area_id
    WHERE ($since::DATE IS NULL OR patrol_day >= $since::DATE) AND ($until::DATE IS NULL OR patrol_day < $until::DATE)
    QUALIFY row_number() OVER (
        PARTITION BY team_id, patrol_day, shift, coalesce(picks.cell, areas.cell, picks.area_id::VARCHAR)
        ORDER BY serial DESC
    ) = 1
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
    coalesce(areas.name, decided.name, 'Area unknown') AS area,
    coalesce(areas.neighbourhood, places.name, 'No neighbourhood') AS neighbourhood,
    decided.decision, nullif(decided.why, '') AS why, sheets.patrols_asked, sheets.patrols_given,
    decided.area_id::VARCHAR AS area_id, decided.team_id
FROM decided
LEFT JOIN sheets ON sheets.team_id = decided.team_id AND sheets.patrol_day = decided.patrol_day
    AND sheets.shift = decided.shift AND sheets.area_id = decided.area_id
LEFT JOIN current_areas AS areas ON areas.area_id = decided.area_id
LEFT JOIN places ON places.place_id = decided.neighbourhood_id AND places.kind = 'neighbourhood'
LEFT JOIN current_teams AS teams ON teams.team_id = decided.team_id
WHERE decided.decision <> ''
    AND ($teams IS NULL OR list_contains($teams, decided.team_id))
    AND ($areas IS NULL OR list_contains($areas, decided.area_id::VARCHAR))
    AND ($neighbourhoods IS NULL OR list_contains($neighbourhoods, coalesce(areas.neighbourhood_id, decided.neighbourhood_id)))
ORDER BY decided.patrol_day DESC, decided.shift, team, area, decided.area_id;
