-- grain: one row: a code that is printed
-- key: pass_id
INSERT INTO passes (pass_id, short_code, tasking_id, valid_from, valid_until)
VALUES ($pass_id, $short_code, $tasking_id, $valid_from, $valid_until);
