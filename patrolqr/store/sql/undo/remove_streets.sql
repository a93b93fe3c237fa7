-- grain: one row per street that a load brought or changed
-- key: street_id
DELETE FROM streets WHERE load_id = $load_id::UUID;
