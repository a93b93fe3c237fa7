-- grain: one row per passkey of the collar number that ends
-- key: credential_id
UPDATE collar_passkeys
SET ended_at = $at, ended_by = $by
WHERE collar = $collar AND ended_at IS NULL;
