-- grain: one row per force, system, kind, precision and stretch of days that was loaded; stretches of several loads overlap
-- key: force, source, kind, precision, first_day, last_day
SELECT force, source, kind, precision, first_day, last_day, sum(rows)::BIGINT AS rows
FROM covered
GROUP BY ALL
ORDER BY precision, kind, force, source, first_day, last_day;
