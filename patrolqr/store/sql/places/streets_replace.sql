-- grain: one row per loaded street that the file does not hold
-- key: street_id
DELETE FROM streets WHERE street_id NOT IN (SELECT street_id FROM batch);
