-- grain: one row: a month of a force as it was published
-- key: serial
INSERT INTO county_versions (force, month, digest, cells, counts, withheld, published_by, published_at, serial)
SELECT
    $force, $month::DATE, $digest, $cells, $counts, $withheld, $published_by, $published_at,
    (SELECT coalesce(max(serial), 0) + 1 FROM county_versions);
