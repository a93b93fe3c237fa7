-- grain: one row: the next version of a patrol area, under another name
INSERT INTO patrol_areas
SELECT area_id, version + 1, $name, geometry, cell, neighbourhood_id, $at, NULL
FROM patrol_areas
WHERE area_id = $area_id AND version = $version;
