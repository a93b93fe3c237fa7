-- grain: one row per patrol area in force, by its name
-- key: area_id
SELECT area_id::VARCHAR AS area_id, name FROM current_areas ORDER BY name, area_id;
