-- grain: one row per pattern that somebody dealt with: the newest decision
-- key: pattern_key
SELECT
    pattern_key,
    arg_max(state, decided_at) AS state,
    arg_max(why, decided_at) AS why,
    arg_max(decided_by, decided_at) AS decided_by,
    epoch_us(max(decided_at)) AS decided_us
FROM pattern_states
GROUP BY pattern_key
