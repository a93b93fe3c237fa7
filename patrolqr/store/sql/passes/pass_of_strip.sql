-- grain: one row per pass (at most one, the newest) with this short code whose logs are still taken in
-- key: pass_id
SELECT pass_id
FROM passes
WHERE short_code = $short_code AND valid_from <= $at AND valid_until >= $since AND revoked_at IS NULL
ORDER BY valid_from DESC
LIMIT 1;
