-- grain: one row per street as it was before a load that was taken back
-- key: street_id
DELETE FROM streets_before WHERE changed_by = $load_id::UUID;
