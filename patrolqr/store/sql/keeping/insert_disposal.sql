-- grain: one row: a disposal list that somebody draws up
-- key: disposal_id
INSERT INTO disposals (disposal_id, as_of_day, drawn_by, drawn_at, state)
VALUES ($disposal_id::UUID, $as_of_day, $drawn_by, $drawn_at, 'open');
