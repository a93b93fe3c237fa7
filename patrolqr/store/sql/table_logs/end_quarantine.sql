-- grain: one row per quarantined row of a table that is taken in after all
-- key: load_id, line
DELETE FROM quarantine
WHERE load_id = $load_id::UUID AND line IN (SELECT unnest($lines::BIGINT[]));
