-- grain: one row per presence grade, with how many visits of the patrol days and places asked for have it
-- key: grade
SELECT graded.grade, count(*) AS visits, count(*) FILTER (WHERE len(graded.flags) > 0) AS flagged
FROM graded_visits AS graded
LEFT JOIN current_areas AS areas USING (area_id)
WHERE ($since IS NULL OR graded.patrol_day >= $since) AND ($until IS NULL OR graded.patrol_day < $until)
    AND ($teams IS NULL OR list_contains($teams, graded.team_id))
    AND ($neighbourhoods IS NULL OR list_contains($neighbourhoods, areas.neighbourhood_id))
    AND ($areas IS NULL OR list_contains($areas, areas.area_id::VARCHAR))
GROUP BY graded.grade
ORDER BY graded.grade;
