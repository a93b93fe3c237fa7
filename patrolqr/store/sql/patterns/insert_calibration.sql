-- grain: one row: what came of one kind of simulated year in a trial of a detector
-- key: detector, serial, scenario
INSERT INTO calibrations (
    detector, scenario, years, tests, cards_a_year, too_seldom, doublings, found_share, runs_to_half, made_at, serial
)
VALUES (
    $detector, $scenario, $years, $tests, $cards_a_year, $too_seldom, $doublings, $found_share, $runs_to_half, $made_at,
    $serial
);
