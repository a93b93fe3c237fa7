-- grain: one row: a pattern that opened
-- key: pattern_id
INSERT INTO patterns (
    pattern_id, detector, neighbourhood_id, category, apart, opened_day, stored_at, serial
)
VALUES (
    $pattern_id, $detector, $neighbourhood_id, $category, $apart, $opened_day, $stored_at,
    (SELECT coalesce(max(serial), 0) + 1 FROM patterns)
);
