-- grain: one row per force, kind, crime type and outcome of the month asked for, totals among them
-- key: force, kind, category, outcome
SELECT force, kind, category, outcome, incidents
FROM incidents
WHERE month = $month::DATE AND outcome IS NOT NULL AND ($force IS NULL OR force = $force)
ORDER BY force, kind, category, outcome;
