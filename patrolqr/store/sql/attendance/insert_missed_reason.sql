-- grain: one row: why a patrol area was not visited, or not in full
INSERT INTO missed_reasons VALUES ($patrol_day, $shift, $area_id, $reason, $given_at);
