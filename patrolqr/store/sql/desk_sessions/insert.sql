-- grain: one row per sign-in
-- key: session_id
INSERT INTO desk_sessions (session_id, secret_hash, person, role, teams, account_id, begun_at, ends_at)
VALUES ($session_id, $secret_hash, $person, $role, $teams, $account_id, $begun_at, $ends_at);
