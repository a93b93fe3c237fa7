-- grain: one row: a decision about one pattern
-- key: pattern_key, decided_at
INSERT INTO pattern_states (pattern_key, state, why, decided_by, decided_at)
VALUES ($pattern_key, $state, $why, $decided_by, $decided_at);
