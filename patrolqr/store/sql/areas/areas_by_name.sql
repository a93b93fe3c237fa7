-- grain: one row per patrol area in force, by name; label tells areas of one name apart
-- key: area_id
SELECT
    area_id::VARCHAR AS area_id,
    name || CASE WHEN count(*) OVER (PARTITION BY name) = 1 THEN '' ELSE ' (' || coalesce(cell, area_id::VARCHAR) || ')' END
        AS label,
    cell
FROM current_areas
ORDER BY label;
