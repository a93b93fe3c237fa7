-- grain: one row: a team as it is from now on
-- key: team_id, serial
INSERT INTO teams (team_id, name, neighbourhoods, shifts, marking, retired, kept_by, kept_at, serial)
VALUES (
    $team_id, $name, $neighbourhoods, $shifts, $marking, $retired, $kept_by, $kept_at,
    (SELECT coalesce(max(serial), 0) + 1 FROM teams)
);
