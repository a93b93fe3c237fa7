-- grain: one row per name of a drawn street
-- key: name
SELECT DISTINCT name
FROM streets
WHERE name IS NOT NULL
ORDER BY name;
