-- grain: one row per named text that is kept
-- key: name
SELECT name, arg_max(content, serial) AS content, arg_max(coalesce(kept_by, ''), serial) AS kept_by
FROM text_templates
GROUP BY name
HAVING arg_max(content, serial) <> ''
ORDER BY name;
