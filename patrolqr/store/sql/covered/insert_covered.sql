-- grain: one row per force, system, kind and stretch of days that the load holds; a month is one stretch
-- key: load_id, force, source, kind, precision, first_day
-- Within a file a stretch ends where so many days without a row follow, with so many rows to be expected in them, that
-- they were hardly loaded: a small force's quiet fortnight is no gap, an export's missing month is. Expected are as many a day as
-- the file holds, or as the same system's loads held before, if these are more: a handful of rows makes no months loaded.
INSERT INTO covered (load_id, force, source, kind, precision, first_day, last_day, rows, whole)
WITH
days AS (
    SELECT force, source, kind, precision, day, sum(rows)::BIGINT AS rows
    FROM covering
    GROUP BY ALL
),
before AS (
    SELECT force, source, kind, sum(rows) / sum(last_day - first_day + 1) AS a_day
    FROM covered
    WHERE precision = 'minute' AND load_id IS DISTINCT FROM $load_id::UUID
    GROUP BY force, source, kind
    HAVING sum(last_day - first_day + 1) >= $days_known
),
paced AS (
    SELECT
        days.*,
        greatest(sum(rows) OVER one / (max(day) OVER one - min(day) OVER one + 1), before.a_day) AS a_day
    FROM days
    LEFT JOIN before
        ON before.force IS NOT DISTINCT FROM days.force AND before.source IS NOT DISTINCT FROM days.source
        AND before.kind = days.kind
    WINDOW one AS (PARTITION BY days.force, days.source, days.kind, days.precision)
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
