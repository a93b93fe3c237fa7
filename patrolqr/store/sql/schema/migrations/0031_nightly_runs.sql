-- grain: one row per stage of a look at patterns by itself: begun and, later, ended with what came of it
-- day: the patrol day as at whose beginning it looks. standing: patterns that stand, new: those that nobody said anything of.
-- mailed: to how many addresses it was told; problem: why not, or why it was not looked, as a sentence of PatrolQR's own.
CREATE TABLE nightly_runs (
    day DATE, stage VARCHAR, noted_at TIMESTAMPTZ, standing INTEGER, new INTEGER, opened INTEGER, closed INTEGER,
    mailed INTEGER, problem VARCHAR, serial BIGINT
);
