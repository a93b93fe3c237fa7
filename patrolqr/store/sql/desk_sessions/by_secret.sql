-- grain: one row (at most one): who is signed in with that secret, since when and until when
-- key: session_id
SELECT
    session_id::VARCHAR AS session_id, person, role, teams, account_id::VARCHAR AS account_id, epoch_us(begun_at) AS begun_us,
    epoch_us(ends_at) AS ends_us
FROM desk_sessions
WHERE secret_hash = $secret_hash AND ended_at IS NULL AND ends_at > $at;
