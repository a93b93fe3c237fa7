-- grain: one row: a decision about one pattern, or that it is closed
-- key: pattern_id, serial
INSERT INTO pattern_states (pattern_id, state, why, decided_by, decided_at, day, cell, serial)
VALUES (
    $pattern_id, $state, $why, $decided_by, $decided_at, $day, $cell,
    (SELECT coalesce(max(serial), 0) + 1 FROM pattern_states)
);
