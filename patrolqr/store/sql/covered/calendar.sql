-- grain: one row per force, system and kind of rows and month in which at least a day was loaded
-- key: kind, precision, force, source, month
WITH days AS (
    SELECT DISTINCT
        force, source, kind, precision,
        unnest(generate_series(first_day, last_day, INTERVAL 1 DAY))::DATE AS day
    FROM covered
)
SELECT
    kind, precision, force, source, date_trunc('month', day)::DATE AS month, count(*) AS days,
    day(last_day(any_value(day))) AS days_in_month
FROM days
GROUP BY kind, precision, force, source, date_trunc('month', day)
ORDER BY kind, precision, force, source, month;
