-- grain: one row: why a patrol area was not visited, or not in full
-- key: patrol_day, shift, area_id, given_at
INSERT INTO missed_reasons (patrol_day, shift, area_id, reason, given_at)
VALUES ($patrol_day, $shift, $area_id, $reason, $given_at);
