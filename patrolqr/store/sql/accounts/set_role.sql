-- grain: one row: the account whose holder may do other things from now on
-- key: account_id
UPDATE accounts
SET role = $role
WHERE account_id = $account_id::UUID AND ended_at IS NULL;
