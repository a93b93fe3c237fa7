-- grain: one row per run of that detector over the data up to that day, with that result
-- key: detector, as_of
SELECT detector, as_of
FROM pattern_runs
WHERE detector = $detector AND as_of = $as_of AND tests = $tests AND flagged = $flagged
