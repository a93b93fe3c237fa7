-- grain: one row per team that is not retired, by name
-- key: team_id
SELECT team_id, name, neighbourhoods, shifts, marking
FROM current_teams
WHERE NOT retired
ORDER BY name, team_id;
