-- grain: one row per force, system, kind and stretch of days that the load holds; a month is one stretch
-- key: load_id, force, source, kind, precision, first_day
-- Within a file a stretch ends where so many days without a row follow, with so many rows to be expected in them, that
-- they were hardly loaded: a small force's quiet fortnight is no gap, an export's missing month is.
INSERT INTO covered (load_id, force, source, kind, precision, first_day, last_day, rows, whole)
WITH
days AS (
    SELECT force, source, kind, precision, day, sum(rows)::BIGINT AS rows
    FROM covering
    GROUP BY ALL
),
paced AS (
    SELECT *, sum(rows) OVER one / (max(day) OVER one - min(day) OVER one + 1) AS a_day
    FROM days
    WINDOW one AS (PARTITION BY force, source, kind, precision)
),
begun AS (
    SELECT *, day - lag(day) OVER one - 1 AS without
    FROM paced
    WINDOW one AS (PARTITION BY force, source, kind, precision ORDER BY day)
),
numbered AS (
    SELECT
        *,
        sum(CASE
            WHEN precision = 'month' OR (without >= $days_without AND without * a_day >= $rows_expected) THEN 1
            ELSE 0
        END) OVER one AS stretch
    FROM begun
    WINDOW one AS (PARTITION BY force, source, kind, precision ORDER BY day)
)
SELECT
    $load_id::UUID, force, source, kind, precision, min(day),
    if(precision = 'month', last_day(max(day)), max(day)), sum(rows)::BIGINT, FALSE
FROM numbered
GROUP BY force, source, kind, precision, stretch;
