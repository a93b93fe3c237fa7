-- grain: one row per patrol area in force, with its neighbourhood
-- key: area_id
SELECT name AS area, neighbourhood, area_id::VARCHAR AS area_id
FROM current_areas
WHERE ($areas IS NULL OR list_contains($areas, area_id::VARCHAR))
    AND ($neighbourhoods IS NULL OR list_contains($neighbourhoods, neighbourhood_id))
ORDER BY area, area_id;
