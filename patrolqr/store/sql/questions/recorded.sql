-- grain: one row: from which patrol day to which these teams have sheets or logs
-- key: first_day
SELECT min(patrol_day) AS first_day, max(patrol_day) AS last_day
FROM (
    SELECT team_id, patrol_day FROM briefings
    UNION ALL
    SELECT team_id, patrol_day FROM visits
)
WHERE $teams IS NULL OR list_contains($teams, team_id);
