-- grain: one row per force, month, team and patrol area, totals among them, of the months, force and level asked for
-- key: force, month, team_id, area_id
-- A count of what was done is NULL where it is withheld; minutes where no log tells them.
SELECT
    force, month, team_id, team, area_id, area, neighbourhood, areas, taskings, taskings_missed, patrols_asked,
    patrols_given, minutes_asked, minutes_given, logs, patrols, minutes, officer_minutes, engagements, stop_searches,
    searches_found, searches_nothing, searches_not_said, arrests, actions
FROM done
WHERE list_contains($months::DATE[], month)
    AND ($force IS NULL OR force = $force)
    AND CASE $level
        WHEN 'force' THEN team_id IS NULL
        WHEN 'team' THEN team_id IS NOT NULL AND area_id IS NULL
        ELSE area_id IS NOT NULL
    END
ORDER BY force, month, team, team_id, area, area_id;
