-- grain: one row: a detector's run over the data up to a day
-- key: run_id
INSERT INTO pattern_runs (run_id, detector, as_of, made_at, tests, flagged)
VALUES (uuid(), $detector, $as_of, $made_at, $tests, $flagged);
