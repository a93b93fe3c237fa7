-- grain: one row per row of a loaded file that could not be used and was not set aside, newest file first
-- key: load_id, line
SELECT
    loads.file_name, quarantine.line, quarantine.column_name, quarantine.value,
    quarantine.reason, quarantine.content, loads.loaded_at,
    quarantine.load_id::VARCHAR AS load_id
FROM quarantine
JOIN loads USING (load_id)
WHERE quarantine.cleared_at IS NULL
ORDER BY loads.loaded_at DESC, quarantine.line
LIMIT $limit;
