-- grain: one row per pattern that somebody dealt with: the newest decision
-- key: pattern_key
SELECT
    pattern_key,
    arg_max(state, serial) AS state,
    arg_max(why, serial) AS why,
    arg_max(decided_by, serial) AS decided_by,
    epoch_us(arg_max(decided_at, serial)) AS decided_us
FROM pattern_states
GROUP BY pattern_key
