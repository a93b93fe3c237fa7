-- grain: one row: the account that ends; its invitation with it
-- key: account_id
UPDATE accounts
SET ended_at = $at, ended_by = $by, invitation_hash = NULL, invited_until = NULL
WHERE account_id = $account_id::UUID AND ended_at IS NULL;
