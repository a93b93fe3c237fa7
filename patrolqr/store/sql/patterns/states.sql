-- grain: one row per decision about a pattern, the oldest first
-- key: pattern_id, serial
SELECT pattern_id, state, why, decided_by, epoch_us(decided_at) AS decided_us, day, cell, serial
FROM pattern_states
ORDER BY serial
