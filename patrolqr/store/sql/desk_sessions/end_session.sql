-- grain: one row: the sign-in that ends
-- key: session_id
UPDATE desk_sessions
SET ended_at = $at, ended_by = $by
WHERE session_id = $session_id::UUID AND ended_at IS NULL;
