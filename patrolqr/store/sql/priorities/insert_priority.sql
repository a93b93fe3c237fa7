-- grain: one row: the next version of a standing priority
-- key: priority_id, version
INSERT INTO priorities (
    priority_id, version, team_id, issue, action, review_day, area_id, is_closed, kept_by, kept_at
)
VALUES (
    $priority_id, $version, $for_team, $issue, $action, $review_day, $area_id, $is_closed, $kept_by, $kept_at
);
