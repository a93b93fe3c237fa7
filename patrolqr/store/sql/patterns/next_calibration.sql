-- grain: one row: the number of the next trial
-- key: serial
SELECT coalesce(max(serial), 0) + 1 AS serial
FROM calibrations
