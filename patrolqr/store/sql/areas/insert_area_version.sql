-- grain: one row: the next version of a patrol area, under another name or with another outline
-- key: area_id, version
INSERT INTO patrol_areas (
    area_id, version, name, geometry, cell, squares, neighbourhood_id, valid_from, valid_to
)
SELECT area_id, version + 1, $name, $geometry, cell, $squares, neighbourhood_id, $at, NULL
FROM patrol_areas
WHERE area_id = $area_id AND version = $version;
