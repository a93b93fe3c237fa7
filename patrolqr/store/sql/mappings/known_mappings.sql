-- grain: one row per header's fingerprint: the mapping confirmed for it last
-- key: fingerprint
SELECT fingerprint, arg_max(content, serial) AS content
FROM mappings
GROUP BY fingerprint
ORDER BY fingerprint;
