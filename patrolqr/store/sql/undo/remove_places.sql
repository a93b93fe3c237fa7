-- grain: one row per area that a load brought or changed
-- key: place_id, kind
DELETE FROM places
WHERE load_id = $load_id::UUID
    OR (place_id, kind) IN (SELECT (place_id, kind) FROM places_before WHERE changed_by = $load_id::UUID);
