-- grain: one row per force, system and patrol day of the batch, also of rows already there
-- key: force, source, day
INSERT INTO covering (force, source, kind, precision, day, rows)
SELECT
    nullif(force, ''), source, $kind, 'minute',
    coalesce((timezone($zone, occurred_from) - to_hours($day_starts))::DATE, first_day), count(*)
FROM batch
WHERE reason IS NULL
GROUP BY ALL;
