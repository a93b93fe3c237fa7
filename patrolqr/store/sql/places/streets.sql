-- grain: one row per drawn street
SELECT name, class, geometry FROM streets;
