-- grain: one row (at most one): the passkey of that number that goes on, and whose account it opens
-- key: credential_id
SELECT
    keys.credential_id, keys.public_key, keys.sign_count, accounts.account_id::VARCHAR AS account_id, accounts.name,
    accounts.role, accounts.teams
FROM passkeys AS keys
JOIN accounts ON keys.account_id = accounts.account_id
WHERE keys.credential_id = $credential_id AND keys.ended_at IS NULL AND accounts.ended_at IS NULL;
