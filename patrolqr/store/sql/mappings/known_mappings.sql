-- grain: one row per header's fingerprint: the mapping confirmed for it last
-- key: fingerprint
SELECT fingerprint, arg_max(content, confirmed_at) AS content
FROM mappings
GROUP BY fingerprint
ORDER BY fingerprint;
