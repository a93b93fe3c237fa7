-- grain: one row per row of a loaded file that could not be used, newest file first
-- key: load_id, line
SELECT
    loads.file_name, quarantine.line, quarantine.reason, quarantine.content, loads.loaded_at,
    quarantine.load_id::VARCHAR AS load_id
FROM quarantine
JOIN loads USING (load_id)
ORDER BY loads.loaded_at DESC, quarantine.line
LIMIT $limit;
