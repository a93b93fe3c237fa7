-- grain: one row per name of a shift that visits belong to
-- key: shift
SELECT DISTINCT shift
FROM visits
WHERE shift IS NOT NULL
ORDER BY shift;
