-- grain: one row: the passkey that was given, and how often by its own count
-- key: credential_id
UPDATE collar_passkeys
SET sign_count = $sign_count, used_at = $at
WHERE credential_id = $credential_id AND ended_at IS NULL;
