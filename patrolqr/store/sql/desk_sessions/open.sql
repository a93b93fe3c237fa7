-- grain: one row per sign-in that goes on, the latest first
-- key: session_id
SELECT session_id::VARCHAR AS session_id, person, role, teams, epoch_us(begun_at) AS begun_us,
    epoch_us(ends_at) AS ends_us
FROM desk_sessions
WHERE ended_at IS NULL AND ends_at > $at
ORDER BY begun_at DESC, session_id;
