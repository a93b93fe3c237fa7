-- grain: one row per loaded area that a population table tells residents of, as it was before the file
-- key: place_id, kind
INSERT INTO places_before (place_id, kind, name, parent_id, residents, geometry, load_id, changed_by)
SELECT place_id, kind, name, parent_id, residents, geometry, load_id, $load_id::UUID
FROM places
SEMI JOIN batch USING (place_id)
ANTI JOIN (SELECT place_id FROM places_before WHERE changed_by = $load_id::UUID) AS kept USING (place_id);
