-- grain: one row: how many loaded streets the file does not hold
-- key: others
SELECT count(*) AS others FROM streets ANTI JOIN batch USING (street_id);
