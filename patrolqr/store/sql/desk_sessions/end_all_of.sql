-- grain: one row per sign-in that ends: all of one account
-- key: session_id
UPDATE desk_sessions
SET ended_at = $at, ended_by = $by
WHERE account_id = $account_id::UUID AND ended_at IS NULL;
