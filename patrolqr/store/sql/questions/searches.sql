-- grain: one row per stop-search that a log tells more about: what was looked for, what was found, and its outcome; of nobody
-- key: entry_id
-- A record that another log of the same area and duty gave first is the same search, and is left out (as in repeats).
SELECT
    searches.patrol_day, searches.shift, coalesce(teams.name, 'Team unknown') AS team,
    coalesce(areas.name, 'Area unknown') AS area, coalesce(areas.neighbourhood, 'No neighbourhood') AS neighbourhood,
    searches.object, searches.found, searches.outcome, searches.linked,
    searches.log_id::VARCHAR AS log_id, searches.area_id::VARCHAR AS area_id, searches.team_id, searches.entry_id::VARCHAR AS entry_id
FROM told_searches($since, $until) AS searches
LEFT JOIN current_areas AS areas ON areas.area_id = searches.area_id
LEFT JOIN current_teams AS teams ON teams.team_id = searches.team_id
WHERE NOT searches.again
    AND ($teams IS NULL OR list_contains($teams, searches.team_id))
    AND ($areas IS NULL OR list_contains($areas, searches.area_id::VARCHAR))
    AND ($neighbourhoods IS NULL OR list_contains($neighbourhoods, areas.neighbourhood_id))
ORDER BY searches.visited_at DESC, searches.entry_id;
