-- grain: one row per named text that is kept
-- key: name
SELECT name, arg_max(content, kept_at) AS content, arg_max(coalesce(kept_by, ''), kept_at) AS kept_by
FROM text_templates
GROUP BY name
HAVING arg_max(content, kept_at) <> ''
ORDER BY name;
