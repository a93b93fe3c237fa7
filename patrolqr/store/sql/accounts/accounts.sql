-- grain: one row per account that has not ended, by name
-- key: account_id
SELECT
    account_id::VARCHAR AS account_id, name, role, password_hash IS NOT NULL AS has_password,
    coalesce(invited_until > $at, FALSE) AS is_invited, epoch_us(made_at) AS made_us, made_by
FROM accounts
WHERE ended_at IS NULL
ORDER BY lower(name);
