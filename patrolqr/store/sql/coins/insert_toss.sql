-- grain: one row: a coin tossed between candidates for a duty
-- key: serial
INSERT INTO coin_tosses (
    team_id, patrol_day, shift, seed, cells, drawn, tossed_by, tossed_at, kind, serial
)
VALUES (
    $team_id, $patrol_day, $shift, $seed, $cells, $drawn, $tossed_by, $tossed_at, $kind,
    (SELECT coalesce(max(serial), 0) + 1 FROM coin_tosses)
);
