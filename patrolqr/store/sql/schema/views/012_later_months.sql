-- grain: one row per call, force, month and kind that a load covers and a later load of the whole month does too: the first one
CREATE OR REPLACE MACRO later_months(of_load) AS TABLE
SELECT mine.force, mine.first_day AS month, mine.kind, arg_min(other.load_id, other_load.serial) AS load_id
FROM covered AS mine
JOIN loads AS my_load ON my_load.load_id = mine.load_id
JOIN covered AS other
    ON other.force IS NOT DISTINCT FROM mine.force
    AND other.first_day = mine.first_day
    AND other.kind = mine.kind
    AND other.precision = 'month'
    AND other.whole
JOIN loads AS other_load ON other_load.load_id = other.load_id AND other_load.serial > my_load.serial
WHERE mine.load_id = of_load AND mine.precision = 'month'
GROUP BY mine.force, mine.first_day, mine.kind;
