-- grain: one row per decision that squares cannot be patrolled from a patrol day on, or can again
-- The newest row that names a square and holds by a day decides. cells are a square or those of a patrol area, name what
-- that was called; until_day is the last patrol day that it holds for, NULL for as long as nobody takes it back.
CREATE TABLE masks (
    cells VARCHAR[], name VARCHAR, is_masked BOOLEAN, why VARCHAR, since_day DATE, until_day DATE, decided_by VARCHAR,
    decided_at TIMESTAMPTZ, serial BIGINT
);
