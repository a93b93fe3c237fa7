-- grain: one row per load, force, system, kind, precision and stretch of days that it brought, the first load first
-- key: load_id, force, source, kind, precision, first_day
-- Of days those before $until, of months those before the one that begins on $month_until.
WITH brought AS (
    SELECT
        epoch_us(loads.loaded_at) AS loaded_us, covered.load_id::VARCHAR AS load_id, covered.force, covered.source, covered.kind, covered.precision,
        covered.first_day, covered.last_day,
        if(covered.precision = 'month', $month_until::DATE, $until::DATE) AS ends
    FROM covered
    JOIN loads USING (load_id)
)
SELECT loaded_us, load_id, force, source, kind, precision, first_day, least(last_day, ends - 1) AS last_day
FROM brought
WHERE first_day < ends
ORDER BY ALL;
