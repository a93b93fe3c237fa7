-- grain: one row per incident that a load brought, which is taken back
-- key: incident_id
DELETE FROM incidents WHERE load_id = $load_id::UUID;
