-- grain: one row: why a patrol area was not visited, or not in full
-- key: team_id, patrol_day, shift, area_id, serial
INSERT INTO missed_reasons (team_id, patrol_day, shift, area_id, reason, given_by, given_at, serial)
VALUES (
    $team_id, $patrol_day, $shift, $area_id, $reason, $given_by, $given_at,
    (SELECT coalesce(max(serial), 0) + 1 FROM missed_reasons)
);
