-- grain: one row per time that a month was published to the county's lake, with the counts as they were then
-- cells: JSON, a list of each count's key, its value and whether it was told. What was withheld once stays withheld: the next
-- time of the same month looks at all of them. It never leaves this database.
CREATE TABLE county_versions (
    force VARCHAR, month DATE, digest VARCHAR, cells VARCHAR, counts BIGINT, withheld BIGINT, published_by VARCHAR,
    published_at TIMESTAMPTZ, serial BIGINT
);
