-- grain: one row: what is held from now on, and why
-- key: hold_id
INSERT INTO holds (hold_id, subject, area_id, first_day, last_day, why, held_by, held_at)
VALUES ($hold_id::UUID, $subject, $area_id::UUID, $first_day, $last_day, $why, $held_by, $held_at);
