-- grain: one row per pairing from which a log may still come
-- key: pairing_id
SELECT
    pairing_id::VARCHAR AS pairing_id, secret_hash, device_hash, collar, epoch_us(paired_at) AS paired_us,
    epoch_us(coalesce(ended_at, ends_at)) AS until_us, ended_at IS NOT NULL AS is_ended,
    coalesce(is_followed, FALSE) AS is_followed, coalesce(passkey_id, '') AS passkey_id
FROM pairings
WHERE ends_at >= $since
ORDER BY serial;
