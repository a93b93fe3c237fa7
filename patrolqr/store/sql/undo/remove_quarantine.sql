-- grain: one row per quarantined row that a load brought, which is taken back
-- key: load_id, line
DELETE FROM quarantine WHERE load_id = $load_id::UUID;
