-- grain: one row per word for an area that no patrol area is known by, with the rows that wait for it
-- key: area
SELECT table_rows.area, count(*) AS rows, max(loads.file_name) AS file_name
FROM table_rows
JOIN loads USING (load_id)
WHERE table_rows.waiting IS NOT NULL AND table_rows.area <> '' AND loads.undone_at IS NULL
    -- what a later load tells of the same submission is newer
    AND NOT EXISTS (
        FROM table_rows AS later
        JOIN loads AS later_load USING (load_id)
        WHERE later.log_id = table_rows.log_id AND later_load.undone_at IS NULL AND later_load.loaded_at > loads.loaded_at
    )
GROUP BY table_rows.area
ORDER BY rows DESC, table_rows.area;
