-- grain: one row per patrol area and duty that a log was sent for: what was done there, and whether it stood on the sheet
-- key: team_id, patrol_day, shift, area_id
SELECT
    done.patrol_day, done.shift, coalesce(teams.name, 'Team unknown') AS team,
    coalesce(areas.name, 'Area unknown') AS area, coalesce(areas.neighbourhood, 'No neighbourhood') AS neighbourhood,
    done.logs, done.patrols, done.minutes, done.officer_minutes, done.engagements, done.stop_searches, done.arrests,
    done.actions,
    EXISTS (
        FROM given
        WHERE given.team_id = done.team_id AND given.patrol_day = done.patrol_day AND given.shift = done.shift
            AND given.area_id = done.area_id AND given.superseded_at IS NULL
    ) AS is_asked,
    done.area_id::VARCHAR AS area_id, done.team_id
FROM done
LEFT JOIN current_areas AS areas ON areas.area_id = done.area_id
LEFT JOIN current_teams AS teams ON teams.team_id = done.team_id
WHERE ($since::DATE IS NULL OR done.patrol_day >= $since::DATE)
    AND ($until::DATE IS NULL OR done.patrol_day < $until::DATE)
    AND ($teams IS NULL OR list_contains($teams, done.team_id))
    AND ($areas IS NULL OR list_contains($areas, done.area_id::VARCHAR))
    AND ($neighbourhoods IS NULL OR list_contains($neighbourhoods, areas.neighbourhood_id))
ORDER BY done.patrol_day, done.shift, team, area, done.area_id;
