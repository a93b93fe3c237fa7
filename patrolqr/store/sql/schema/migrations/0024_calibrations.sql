-- grain: one row per detector, trial and kind of simulated year: how many of its cards were false there
-- key: detector, serial, scenario
CREATE TABLE calibrations (
    detector VARCHAR, scenario VARCHAR, years INTEGER, tests INTEGER, cards_a_year DOUBLE, too_seldom DOUBLE[],
    doublings INTEGER, found_share DOUBLE, runs_to_half INTEGER, made_at TIMESTAMPTZ, serial BIGINT
);
