-- grain: one row per row that its reader could not use, with the cell at fault where it is one cell's
-- key: load_id, line
INSERT INTO quarantine (load_id, line, reason, content, column_name, value)
SELECT $load_id::UUID, line, reason, content, column_name, value FROM batch;
