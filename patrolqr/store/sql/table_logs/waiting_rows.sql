-- grain: one row per row of a table that waits for its area to be known, the oldest load first
-- key: load_id, line
SELECT load_id::VARCHAR AS load_id, line, file_name, area, waiting
FROM waiting_rows
ORDER BY load_serial, line;
