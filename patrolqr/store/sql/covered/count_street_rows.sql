-- grain: one row per force, month and kind of rows in the batch, also those already there
-- key: force, kind, day
INSERT INTO covering (force, source, kind, precision, day, rows)
SELECT force, 'data.police.uk', if(list_contains($call_types, category), 'call', 'crime'), 'month', month, count(*)
FROM batch
WHERE reason IS NULL
GROUP BY ALL;
