-- grain: one row per kind of simulated year of each detector's newest trial
-- key: detector, scenario
SELECT
    detector, scenario, years, tests, cards_a_year, too_seldom, doublings, found_share, runs_to_half,
    epoch_us(made_at) AS made_us
FROM calibrations
QUALIFY serial = max(serial) OVER (PARTITION BY detector)
ORDER BY detector, scenario
