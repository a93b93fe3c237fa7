-- grain: one row per neighbourhood or small area
-- key: kind, place_id
SELECT place_id, kind, parent_id, geometry FROM places WHERE kind IN ('neighbourhood', 'small_area') ORDER BY place_id;
