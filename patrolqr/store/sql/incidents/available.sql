-- grain: one row per precision of the incidents in the database: what there is, since when and up to when
-- key: precision
-- until is the first day without data.
WITH spans AS (
    SELECT
        precision,
        count(*) AS incidents,
        count(easting) AS placed,
        min(coalesce(patrol_day, month)) AS first_day,
        (CASE precision WHEN 'month' THEN max(month) + INTERVAL 1 MONTH ELSE max(patrol_day) + INTERVAL 1 DAY END)::DATE
            AS until,
        epoch_us(max(occurred_at)) AS last_us
    FROM current_incidents
    GROUP BY precision
)

SELECT
    *,
    (until - INTERVAL 1 DAY)::DATE AS last_day
FROM spans
ORDER BY precision DESC
