-- grain: one row per file and reason why rows of it could not be used
-- key: load_id, reason
SELECT
    loads.file_name, quarantine.reason, count(*) AS rows, min(quarantine.line) AS first_line,
    max(loads.loaded_at) AS loaded_at, loads.load_id::VARCHAR AS load_id
FROM quarantine
JOIN loads USING (load_id)
WHERE quarantine.cleared_at IS NULL
GROUP BY loads.load_id, loads.file_name, quarantine.reason
ORDER BY loaded_at DESC, rows DESC;
