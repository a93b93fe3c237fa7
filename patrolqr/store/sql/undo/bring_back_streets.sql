-- grain: one row per street that a load changed or removed, as it was before
-- key: street_id
INSERT INTO streets (street_id, name, class, geometry, load_id)
SELECT street_id, name, class, geometry, load_id FROM streets_before
WHERE changed_by = $load_id::UUID;
