-- grain: one row: the account whose holder may do other things, or sees other teams, from now on
-- key: account_id
UPDATE accounts
SET role = $role, teams = $teams
WHERE account_id = $account_id::UUID AND ended_at IS NULL;
