-- grain: one row per pass (at most one) that carries this short code and is valid at that moment
-- key: pass_id
SELECT pass_id
FROM passes
WHERE short_code = $short_code AND $at BETWEEN valid_from AND valid_until AND revoked_at IS NULL
ORDER BY valid_from DESC
LIMIT 1;
