-- grain: one row per force, month, neighbourhood and crime type, totals among them, of the months, force and type asked for
-- key: force, month, kind, neighbourhood_id, category
-- A category of '*' asks for each type and all together, '' for all together alone.
-- incidents is NULL where it is withheld; what is not among the rows is zero where coverage says that it is counted.
SELECT force, month, kind, neighbourhood_id, neighbourhood, category, incidents
FROM incidents
WHERE list_contains($months::DATE[], month) AND outcome IS NULL
    AND ($force IS NULL OR force = $force)
    AND ($by_neighbourhood OR neighbourhood_id IS NULL)
    AND ($category = '*' OR category IS NOT DISTINCT FROM nullif($category, ''))
ORDER BY force, month, kind, neighbourhood, neighbourhood_id, category;
