-- grain: one row per force, system, kind and day of all incidents in the database
-- key: force, source, kind, precision, day
INSERT INTO covering (force, source, kind, precision, day, rows)
SELECT force, source, kind, precision, coalesce(patrol_day, month), count(*)
FROM incidents
GROUP BY ALL;
