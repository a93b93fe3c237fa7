-- grain: one row per force, system and patrol day of the batch, also of rows already there
-- key: force, source, day
INSERT INTO covering (force, source, kind, precision, day, rows)
SELECT nullif(force, ''), source, $kind, 'minute', patrol_day, count(*)
FROM batch
WHERE reason IS NULL
GROUP BY ALL;
