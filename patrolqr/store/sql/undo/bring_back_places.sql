-- grain: one row per area that a load changed or removed, as it was before
-- key: place_id, kind
INSERT INTO places (place_id, kind, name, parent_id, residents, geometry, load_id)
SELECT place_id, kind, name, parent_id, residents, geometry, load_id FROM places_before
WHERE changed_by = $load_id::UUID;
