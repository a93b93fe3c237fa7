-- grain: one row per pattern, last day of a run and what was known then, the newest knowledge of a day last
-- key: pattern_id, serial
SELECT
    pattern_id, last_day, observed, expected, low, high, flagged, is_open, open_since, epoch_us(made_at) AS made_us,
    serial
FROM pattern_figures
WHERE $pattern_ids IS NULL OR list_contains($pattern_ids::VARCHAR[], pattern_id)
ORDER BY last_day, serial
