-- grain: one row per table below: decisions about candidates that no patrol area stands for, and coins tossed between some
-- A pick is one row per decision about one candidate for a duty, as before.
-- Its area_id is NULL then; cell is its square, name what it was called, neighbourhood_id where it lies. They are NULL
-- where an earlier version kept the decision, and where only a patrol area was named: its own then hold.
ALTER TABLE picks ADD COLUMN cell VARCHAR;
ALTER TABLE picks ADD COLUMN name VARCHAR;
ALTER TABLE picks ADD COLUMN neighbourhood_id VARCHAR;

-- one row per coin tossed between candidates that chance does not tell apart: their squares, and those drawn by the seed
CREATE TABLE coin_tosses (
    team_id VARCHAR, patrol_day DATE, shift VARCHAR, seed VARCHAR, cells VARCHAR[], drawn VARCHAR[], tossed_by VARCHAR,
    tossed_at TIMESTAMPTZ, serial BIGINT
);
