-- grain: one row per force, month and kind of rows, of the months asked for: how many of its days are known
-- key: force, month, kind
SELECT force, month, kind, precision, days, days_in_month, is_counted
FROM coverage
WHERE list_contains($months::DATE[], month)
ORDER BY force, month, kind;
