-- grain: one row: which team a person works in from now on
-- key: person, serial
INSERT INTO team_choices (person, team_id, chosen_at, serial)
VALUES (
    $person, $team_id, $chosen_at,
    (SELECT coalesce(max(serial), 0) + 1 FROM team_choices)
);
