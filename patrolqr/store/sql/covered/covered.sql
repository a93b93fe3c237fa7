-- grain: one row per force, system, kind, precision and stretch of days that was loaded until a moment, or until now
-- key: force, source, kind, precision, first_day, last_day
-- Stretches of several loads may overlap.
SELECT force, source, covered.kind, precision, first_day, last_day, sum(rows)::BIGINT AS rows
FROM covered
LEFT JOIN loads USING (load_id)
WHERE $as_known_at::TIMESTAMPTZ IS NULL OR loaded_at <= $as_known_at::TIMESTAMPTZ
GROUP BY ALL
ORDER BY precision, covered.kind, force, source, first_day, last_day;
