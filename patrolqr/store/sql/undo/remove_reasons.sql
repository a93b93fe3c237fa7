-- grain: one row per reason that a load brought, which is taken back
-- key: reason_id
DELETE FROM reasons WHERE load_id = $load_id::UUID;
