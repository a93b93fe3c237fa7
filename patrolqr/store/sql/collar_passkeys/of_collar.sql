-- grain: one row per passkey of the collar number that goes on, the oldest first
-- key: credential_id
SELECT credential_id, collar, public_key, sign_count, site, epoch_us(made_at) AS made_us, epoch_us(used_at) AS used_us
FROM collar_passkeys
WHERE collar = $collar AND ended_at IS NULL
ORDER BY made_at, credential_id;
