-- grain: one row per stretch of days that a load brought, which is taken back
-- key: load_id, force, source, kind, precision, first_day
DELETE FROM covered WHERE load_id = $load_id::UUID;
