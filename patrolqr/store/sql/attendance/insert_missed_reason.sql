-- grain: one row: why a patrol area was not visited, or not in full
-- key: team_id, patrol_day, shift, area_id, given_at
INSERT INTO missed_reasons (team_id, patrol_day, shift, area_id, reason, given_by, given_at)
VALUES ($team_id, $patrol_day, $shift, $area_id, $reason, $given_by, $given_at);
