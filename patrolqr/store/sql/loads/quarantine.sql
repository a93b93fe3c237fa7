-- grain: one row per row of a loaded file that could not be used, newest file first
SELECT loads.file_name, quarantine.line, quarantine.reason, quarantine.content, loads.loaded_at
FROM quarantine
JOIN loads USING (load_id)
WHERE $load_id IS NULL OR quarantine.load_id::VARCHAR = $load_id
ORDER BY loads.loaded_at DESC, quarantine.line
LIMIT $limit;
