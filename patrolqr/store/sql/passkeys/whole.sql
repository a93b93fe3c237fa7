-- grain: one row per passkey, ended ones too, as it is kept
-- key: credential_id
SELECT
    credential_id, account_id::VARCHAR AS account_id, public_key, sign_count, site, epoch_us(made_at) AS made_us,
    epoch_us(used_at) AS used_us, epoch_us(ended_at) AS ended_us, ended_by
FROM passkeys
ORDER BY credential_id;
