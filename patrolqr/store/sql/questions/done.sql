-- grain: one row per patrol area and duty that a log was sent for: what was done there, and whether it stood on the sheet
-- key: team_id, patrol_day, shift, area_id
WITH asked AS (
    SELECT sheets.team_id, sheets.patrol_day, sheets.shift, taskings.area_id
    FROM taskings
    JOIN dated_briefings AS sheets USING (briefing_id)
    WHERE sheets.superseded_at IS NULL
        AND ($since::DATE IS NULL OR sheets.patrol_day >= $since::DATE)
        AND ($until::DATE IS NULL OR sheets.patrol_day < $until::DATE)
    GROUP BY ALL
)
SELECT
    done.patrol_day, done.shift, coalesce(teams.name, 'Team unknown') AS team,
    coalesce(areas.name, 'Area unknown') AS area, coalesce(areas.neighbourhood, 'No neighbourhood') AS neighbourhood,
    done.logs, done.patrols, done.minutes, done.officer_minutes, done.engagements, done.stop_searches, done.arrests,
    done.actions,
    asked.area_id IS NOT NULL AS is_asked,
    done.area_id::VARCHAR AS area_id, done.team_id
FROM done
LEFT JOIN asked USING (team_id, patrol_day, shift, area_id)
LEFT JOIN current_areas AS areas ON areas.area_id = done.area_id
LEFT JOIN current_teams AS teams ON teams.team_id = done.team_id
WHERE ($since::DATE IS NULL OR done.patrol_day >= $since::DATE)
    AND ($until::DATE IS NULL OR done.patrol_day < $until::DATE)
    AND ($teams IS NULL OR list_contains($teams, done.team_id))
    AND ($areas IS NULL OR list_contains($areas, done.area_id::VARCHAR))
    AND ($neighbourhoods IS NULL OR list_contains($neighbourhoods, areas.neighbourhood_id))
ORDER BY done.patrol_day, done.shift, team, area, done.area_id;
