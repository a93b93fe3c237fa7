-- grain: one row per passkey of the account that goes on, the oldest first
-- key: credential_id
SELECT credential_id, site, epoch_us(made_at) AS made_us, epoch_us(used_at) AS used_us
FROM passkeys
WHERE account_id = $account_id::UUID AND ended_at IS NULL
ORDER BY made_at, credential_id;
