-- grain: one row per standing priority that a team entered, in its newest version, closed or not
-- key: priority_id
SELECT
    entered.priority_id::VARCHAR AS priority_id, entered.version, entered.issue, entered.action, entered.review_day,
    entered.area_id::VARCHAR AS area_id, areas.name AS area, entered.is_closed, entered.kept_by
FROM current_priorities AS entered
LEFT JOIN current_areas AS areas USING (area_id)
WHERE entered.team_id = $team_id
ORDER BY entered.review_day NULLS LAST, entered.issue;
