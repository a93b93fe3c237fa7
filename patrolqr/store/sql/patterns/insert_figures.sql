-- grain: one row: a pattern's figures in one run, as known then
-- key: pattern_id, serial
INSERT INTO pattern_figures (
    pattern_id, last_day, observed, expected, low, high, flagged, is_open, open_since, made_at, serial
)
VALUES (
    $pattern_id, $last_day, $observed, $expected, $low, $high, $flagged, $is_open, $open_since, $made_at,
    (SELECT coalesce(max(serial), 0) + 1 FROM pattern_figures)
);
