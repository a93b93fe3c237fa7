-- grain: one row: the patrol area that somebody gave to a reason
-- key: reason_id, given_at
INSERT INTO reason_areas (reason_id, area_id, given_by, given_at) VALUES ($reason_id, $area_id, $given_by, $given_at);
