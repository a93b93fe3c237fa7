-- grain: one row per drawn street of these names
-- key: street_id
SELECT street_id, name, class, geometry
FROM streets
WHERE list_contains($names, name)
ORDER BY name, street_id;
