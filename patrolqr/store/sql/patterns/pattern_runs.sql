-- grain: one row per detector: over how many different last days it looked, since when, and how many tests that made
-- key: detector
-- a run that could test nothing, as too little was loaded, tells no time in which nothing stood out
SELECT detector, count(DISTINCT as_of) AS runs, min(as_of) AS first_day, max(as_of) AS last_day, sum(tests)::BIGINT AS tests
FROM pattern_runs
WHERE tests > 0
GROUP BY detector
ORDER BY detector
