-- grain: one row per account that has not ended, by name
-- key: account_id
SELECT
    accounts.account_id::VARCHAR AS account_id, name, role, teams, password_hash IS NOT NULL AS has_password,
    coalesce(keys.passkeys, 0) AS passkeys, coalesce(invited_until > $at, FALSE) AS is_invited,
    epoch_us(made_at) AS made_us, made_by
FROM accounts
LEFT JOIN (
    SELECT account_id, count(*) AS passkeys FROM passkeys WHERE ended_at IS NULL GROUP BY account_id
) AS keys ON accounts.account_id = keys.account_id
WHERE ended_at IS NULL
ORDER BY lower(name);
