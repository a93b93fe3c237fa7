-- grain: one row per decision about one candidate for a duty, as before: also about one that no patrol area stands for
-- Its area_id is NULL then; cell is its square, name what it was called, neighbourhood_id where it lies. They are NULL
-- where an earlier version kept the decision, and where only a patrol area was named: its own then hold.
ALTER TABLE picks ADD COLUMN cell VARCHAR;
ALTER TABLE picks ADD COLUMN name VARCHAR;
ALTER TABLE picks ADD COLUMN neighbourhood_id VARCHAR;
