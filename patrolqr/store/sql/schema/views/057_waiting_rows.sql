-- grain: one row per row of a table of patrol logs that waits for its area to be known; what a later load tells of the same
-- submission is newer, and then the earlier one waits no more
-- key: load_id, line
CREATE OR REPLACE VIEW waiting_rows AS
SELECT table_rows.*, loads.file_name, loads.serial AS load_serial
FROM table_rows
JOIN loads USING (load_id)
WHERE table_rows.waiting IS NOT NULL AND loads.undone_at IS NULL
    AND NOT EXISTS (
        FROM table_rows AS later
        JOIN loads AS later_load USING (load_id)
        WHERE later.log_id = table_rows.log_id AND later_load.undone_at IS NULL AND later_load.serial > loads.serial
    );
