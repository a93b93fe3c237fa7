-- grain: one row per patrol area (at most one): the version in force
-- key: area_id
SELECT area_id::VARCHAR AS area_id, version, name, geometry, cell, neighbourhood_id, squares
FROM patrol_areas
WHERE area_id = $area_id::UUID AND valid_to IS NULL;
