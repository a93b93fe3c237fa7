-- grain: one row: the passkey of the account that ends
-- key: credential_id
UPDATE passkeys
SET ended_at = $at, ended_by = $by
WHERE credential_id = $credential_id AND account_id = $account_id::UUID AND ended_at IS NULL;
