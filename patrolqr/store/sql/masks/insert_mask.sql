-- grain: one row: a decision that squares cannot be patrolled, or can again
-- key: serial
INSERT INTO masks (
    cells, name, is_masked, why, since_day, until_day, decided_by, decided_at, serial
)
VALUES (
    $cells, $name, $is_masked, $why, $since_day, $until_day, $decided_by, $decided_at,
    (SELECT coalesce(max(serial), 0) + 1 FROM masks)
);
