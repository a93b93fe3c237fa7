-- grain: one row per version of a patrol log that a load brought, which is taken back
-- key: log_id, version
DELETE FROM patrol_logs WHERE load_id = $load_id::UUID;
