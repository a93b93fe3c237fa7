-- grain: one row per row of the batch that cannot be used
INSERT INTO quarantine SELECT $load_id::UUID, line, reason, content FROM batch WHERE reason IS NOT NULL;
