-- grain: one row per passkey of the account that ends
-- key: credential_id
UPDATE passkeys
SET ended_at = $at, ended_by = $by
WHERE account_id = $account_id::UUID AND ended_at IS NULL;
