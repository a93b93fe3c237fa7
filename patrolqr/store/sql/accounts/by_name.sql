-- grain: one row (at most one): the account of that name, however it is written, that has not ended
-- key: account_id
SELECT account_id::VARCHAR AS account_id, name, role, teams, password_hash
FROM accounts
WHERE ended_at IS NULL AND lower(name) = lower($name::VARCHAR);
