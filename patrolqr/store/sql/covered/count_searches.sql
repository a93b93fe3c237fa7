-- grain: one row per force, system and patrol day of the batch's stop-searches, also of those already there
-- key: force, source, day
INSERT INTO covering (force, source, kind, precision, day, rows)
SELECT nullif(force, ''), source, 'stop-search', 'minute', searched_day, count(*)
FROM batch
WHERE reason IS NULL AND searched_day IS NOT NULL
GROUP BY ALL;
