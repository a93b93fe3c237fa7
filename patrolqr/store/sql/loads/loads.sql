-- grain: one row per file that was loaded, newest first
-- key: load_id
SELECT
    loaded_at, file_name, kind, rows_read, rows_new, rows_known, rows_updated, rows_quarantined, load_id::VARCHAR AS load_id
FROM loads
WHERE undone_at IS NULL
ORDER BY serial DESC;
