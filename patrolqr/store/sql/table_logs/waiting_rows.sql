-- grain: one row per row of a table that waits for its area to be known, the oldest load first
-- key: load_id, line
SELECT table_rows.load_id::VARCHAR AS load_id, table_rows.line, loads.file_name, table_rows.area, table_rows.waiting
FROM table_rows
JOIN loads USING (load_id)
WHERE table_rows.waiting IS NOT NULL AND loads.undone_at IS NULL
    -- what a later load tells of the same submission is newer
    AND NOT EXISTS (
        FROM table_rows AS later
        JOIN loads AS later_load USING (load_id)
        WHERE later.log_id = table_rows.log_id AND later_load.undone_at IS NULL AND later_load.loaded_at > loads.loaded_at
    )
ORDER BY loads.loaded_at, table_rows.load_id, table_rows.line;
