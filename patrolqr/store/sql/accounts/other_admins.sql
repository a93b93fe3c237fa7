-- grain: one row: how many others could still admit people
-- key: others
SELECT count(*) AS others
FROM accounts
WHERE ended_at IS NULL AND role = 'admin' AND account_id <> $account_id::UUID;
