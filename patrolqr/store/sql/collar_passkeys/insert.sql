-- grain: one row: the passkey that is made; nothing where the collar number has one, or the passkey is known already
-- key: credential_id
INSERT INTO collar_passkeys (credential_id, collar, public_key, sign_count, site, made_at)
SELECT $credential_id, $collar, $public_key, $sign_count, $site, $made_at
WHERE NOT EXISTS (
    FROM collar_passkeys AS known
    WHERE known.credential_id = $credential_id OR (known.collar = $collar AND known.ended_at IS NULL)
);
