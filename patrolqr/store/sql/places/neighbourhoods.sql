-- grain: one row per neighbourhood, with its outline as GeoJSON text
-- key: place_id
SELECT place_id, name, geometry
FROM places
WHERE kind = 'neighbourhood'
ORDER BY name, place_id;
