-- grain: one row per stop-search that a log tells more about: what was looked for, what was found, and its outcome; of nobody
-- key: entry_id
-- A record that another log of the same area and duty gave first is the same search, and is left out (as in repeats).
WITH told AS (
    SELECT searches.*, visits.team_id
    FROM stop_searches AS searches
    JOIN visits ON visits.log_id = searches.log_id AND visits.version = searches.version
    QUALIFY searches.reference IS NULL OR dense_rank() OVER (
        PARTITION BY
            visits.team_id, visits.patrol_day, visits.shift, visits.area_id,
            plain_reference(searches.reference)
        ORDER BY visits.visited_at, visits.log_id
    ) = 1
)
SELECT
    told.patrol_day, told.shift, coalesce(teams.name, 'Team unknown') AS team,
    coalesce(areas.name, 'Area unknown') AS area, coalesce(areas.neighbourhood, 'No neighbourhood') AS neighbourhood,
    told.object, told.found, told.outcome, told.linked,
    told.log_id::VARCHAR AS log_id, told.area_id::VARCHAR AS area_id, told.team_id, told.entry_id::VARCHAR AS entry_id
FROM told
LEFT JOIN current_areas AS areas ON areas.area_id = told.area_id
LEFT JOIN current_teams AS teams ON teams.team_id = told.team_id
WHERE ($since::DATE IS NULL OR told.patrol_day >= $since::DATE)
    AND ($until::DATE IS NULL OR told.patrol_day < $until::DATE)
    AND ($teams IS NULL OR list_contains($teams, told.team_id))
    AND ($areas IS NULL OR list_contains($areas, told.area_id::VARCHAR))
    AND ($neighbourhoods IS NULL OR list_contains($neighbourhoods, areas.neighbourhood_id))
ORDER BY told.visited_at DESC, told.entry_id;
