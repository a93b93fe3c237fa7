-- grain: one row: a decision about one pattern
-- key: pattern_key, serial
INSERT INTO pattern_states (pattern_key, state, why, decided_by, decided_at, serial)
VALUES (
    $pattern_key, $state, $why, $decided_by, $decided_at,
    (SELECT coalesce(max(serial), 0) + 1 FROM pattern_states)
);
