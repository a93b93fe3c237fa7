-- grain: one row per quarantined row that a load had set aside, which is taken back
-- key: load_id, line
UPDATE quarantine SET cleared_at = NULL, cleared_load = NULL WHERE cleared_load = $load_id::UUID;
