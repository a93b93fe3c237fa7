-- grain: one row per quarantined row of a load that somebody sets aside
-- key: load_id, line
UPDATE quarantine SET cleared_at = $at, cleared_by = $by
WHERE cleared_at IS NULL AND load_id = $load_id::UUID;
