-- grain: one row per detector: over how many different last days it looked, since when, and how many tests that made
-- key: detector
SELECT detector, count(DISTINCT as_of) AS runs, min(as_of) AS first_day, max(as_of) AS last_day, sum(tests)::BIGINT AS tests
FROM pattern_runs
GROUP BY detector
ORDER BY detector
