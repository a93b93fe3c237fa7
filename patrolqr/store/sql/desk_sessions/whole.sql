-- grain: one row per sign-in that goes on, as it is kept
-- key: session_id
SELECT
    session_id::VARCHAR AS session_id, secret_hash, person, role, teams, account_id::VARCHAR AS account_id,
    epoch_us(begun_at) AS begun_us, epoch_us(ends_at) AS ends_us
FROM desk_sessions
WHERE ended_at IS NULL AND ends_at > $at
ORDER BY session_id;
