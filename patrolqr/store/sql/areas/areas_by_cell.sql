-- grain: one row per patrol area in force that stands for one of these cells
-- key: area_id
SELECT area_id::VARCHAR AS area_id, version, name, geometry, cell, neighbourhood_id, squares
FROM current_areas
WHERE list_contains($cells, cell);
