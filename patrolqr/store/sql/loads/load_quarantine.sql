-- grain: one row per row of the batch that cannot be used
-- key: load_id, line
INSERT INTO quarantine (load_id, line, reason, content)
SELECT $load_id::UUID, line, reason, content FROM batch WHERE reason IS NOT NULL;
