-- grain: one row per loaded street that the file changes or, where it replaces all, removes
-- key: street_id
INSERT INTO streets_before (street_id, name, class, geometry, load_id, changed_by)
SELECT street_id, name, class, geometry, load_id, $load_id::UUID
FROM streets
WHERE ($replace OR street_id IN (SELECT street_id FROM batch)) AND load_id IS DISTINCT FROM $load_id::UUID;
