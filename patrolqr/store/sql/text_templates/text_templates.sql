-- grain: one row per named text that is kept
-- key: name
SELECT name, arg_max(content, kept_at) AS content
FROM text_templates
GROUP BY name
HAVING arg_max(content, kept_at) <> ''
ORDER BY name;
