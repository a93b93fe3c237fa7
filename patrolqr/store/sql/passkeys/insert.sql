-- grain: one row per passkey that is made
-- key: credential_id
INSERT INTO passkeys (credential_id, account_id, public_key, sign_count, site, made_at)
VALUES ($credential_id, $account_id, $public_key, $sign_count, $site, $made_at);
