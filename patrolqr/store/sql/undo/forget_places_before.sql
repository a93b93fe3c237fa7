-- grain: one row per area as it was before a load that was taken back
-- key: place_id, kind
DELETE FROM places_before WHERE changed_by = $load_id::UUID;
