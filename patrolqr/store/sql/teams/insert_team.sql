-- grain: one row: a team as it is from now on
-- key: team_id, kept_at
INSERT INTO teams (team_id, name, neighbourhoods, shifts, marking, retired, kept_by, kept_at)
VALUES ($team_id, $name, $neighbourhoods, $shifts, $marking, $retired, $kept_by, $kept_at);
