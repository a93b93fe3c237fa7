-- grain: one row per presence grade, with how many visits of the patrol days asked for have it
SELECT grade, count(*) AS visits, count(*) FILTER (WHERE len(flags) > 0) AS flagged
FROM graded_visits
WHERE ($since IS NULL OR patrol_day >= $since) AND ($until IS NULL OR patrol_day < $until)
GROUP BY grade
ORDER BY grade;
