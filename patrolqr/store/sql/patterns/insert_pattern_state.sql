-- grain: one row: a decision about one pattern
INSERT INTO pattern_states VALUES ($pattern_key, $state, $why, $decided_by, $decided_at);
