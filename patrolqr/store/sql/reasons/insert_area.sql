-- grain: one row: the patrol area that somebody gave to a reason
-- key: reason_id, serial
INSERT INTO reason_areas (reason_id, area_id, given_by, given_at, serial) VALUES (
    $reason_id, $area_id, $given_by, $given_at,
    (SELECT coalesce(max(serial), 0) + 1 FROM reason_areas)
);
