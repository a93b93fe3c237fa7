-- grain: one row: which team a person works in from now on
-- key: person, chosen_at
INSERT INTO team_choices (person, team_id, chosen_at)
VALUES ($person, $team_id, $chosen_at);
