-- grain: one row per loaded area that the file changes or, where it replaces all of its kind, removes
-- key: place_id
INSERT INTO places_before (place_id, kind, name, parent_id, residents, geometry, load_id, changed_by)
SELECT place_id, kind, name, parent_id, residents, geometry, load_id, $load_id::UUID
FROM places
WHERE kind = $kind AND ($replace OR place_id IN (SELECT place_id FROM batch));
