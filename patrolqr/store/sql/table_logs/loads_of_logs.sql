-- grain: one row per load of a table of patrol logs that was not taken back, newest first
-- key: load_id
SELECT load_id::VARCHAR AS load_id, file_name, epoch_us(loaded_at) AS loaded_us
FROM loads
WHERE kind = 'patrol_logs' AND undone_at IS NULL
ORDER BY serial DESC;
