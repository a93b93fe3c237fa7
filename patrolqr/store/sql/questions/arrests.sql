-- grain: one row per arrest that a log tells more about: for what, and what it hangs together with
-- key: entry_id
-- A custody reference that another log of the same area and duty gave first is the same arrest, and is left out (as in
-- repeats). searched_for: what a stop-search of the same log was for whose outcome was an arrest.
WITH told AS (
    SELECT arrests.*, visits.team_id, visits.tasking_id
    FROM arrest_details AS arrests
    JOIN visits ON visits.log_id = arrests.log_id AND visits.version = arrests.version
    QUALIFY arrests.custody IS NULL OR dense_rank() OVER (
        PARTITION BY
            visits.team_id, visits.patrol_day, visits.shift, visits.area_id,
            plain_reference(arrests.custody)
        ORDER BY visits.visited_at, visits.log_id
    ) = 1
),
searched AS (
    SELECT log_id, version, string_agg(DISTINCT coalesce(object, 'object not given'), ', ') AS searched_for
    FROM log_stop_searches
    WHERE outcome = 'Arrest'
    GROUP BY ALL
)
SELECT
    told.patrol_day, told.shift, coalesce(teams.name, 'Team unknown') AS team,
    coalesce(areas.name, 'Area unknown') AS area, coalesce(areas.neighbourhood, 'No neighbourhood') AS neighbourhood,
    told.offence, told.custody, searched.searched_for, taskings.tasking_id IS NOT NULL AS is_asked,
    nullif(taskings.why, '') AS why,
    told.log_id::VARCHAR AS log_id, told.area_id::VARCHAR AS area_id, told.team_id, told.entry_id::VARCHAR AS entry_id
FROM told
LEFT JOIN searched ON searched.log_id = told.log_id AND searched.version = told.version
LEFT JOIN taskings ON taskings.tasking_id = told.tasking_id
LEFT JOIN current_areas AS areas ON areas.area_id = told.area_id
LEFT JOIN current_teams AS teams ON teams.team_id = told.team_id
WHERE ($since::DATE IS NULL OR told.patrol_day >= $since::DATE)
    AND ($until::DATE IS NULL OR told.patrol_day < $until::DATE)
    AND ($teams IS NULL OR list_contains($teams, told.team_id))
    AND ($areas IS NULL OR list_contains($areas, told.area_id::VARCHAR))
    AND ($neighbourhoods IS NULL OR list_contains($neighbourhoods, areas.neighbourhood_id))
ORDER BY told.visited_at DESC, told.entry_id;
