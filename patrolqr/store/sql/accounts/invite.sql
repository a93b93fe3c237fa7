-- grain: one row: the account whose holder is invited anew
-- key: account_id
UPDATE accounts
SET invitation_hash = $invitation_hash, invited_until = $invited_until
WHERE account_id = $account_id::UUID AND ended_at IS NULL;
