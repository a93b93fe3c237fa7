-- grain: one row: the code printed for a tasking
INSERT INTO passes VALUES ($pass_id, $short_code, $tasking_id, $valid_from, $valid_until, NULL, NULL);
