-- grain: one row: the account whose holder chose a password; the invitation is used up
-- key: account_id
UPDATE accounts
SET password_hash = $password_hash, invitation_hash = NULL, invited_until = NULL
WHERE account_id = $account_id::UUID AND ended_at IS NULL;
