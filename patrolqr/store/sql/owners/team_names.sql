-- grain: one row per team, retired ones too, by name
-- key: team_id
SELECT team_id, name
FROM current_teams
ORDER BY name, team_id;
