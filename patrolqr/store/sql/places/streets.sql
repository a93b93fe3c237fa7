-- grain: one row per drawn street
-- key: street_id
SELECT street_id, name, class, geometry FROM streets;
