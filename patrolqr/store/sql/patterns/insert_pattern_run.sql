-- grain: one row: a detector's run over the data up to a day
INSERT INTO pattern_runs VALUES (uuid(), $detector, $as_of, $made_at, $tests, $flagged);
