-- grain: one row per row of a table that is taken in after all, and so is looked at anew
-- key: load_id, line
DELETE FROM table_rows
WHERE load_id = $load_id::UUID AND line IN (SELECT unnest($lines::BIGINT[]));
