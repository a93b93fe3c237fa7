-- grain: one row per row of a table of patrol logs whose load is taken back
-- key: load_id, line
DELETE FROM table_rows WHERE load_id = $load_id::UUID;
