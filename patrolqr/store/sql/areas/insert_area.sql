-- grain: one row: the first version of a patrol area
-- key: area_id, version
INSERT INTO patrol_areas (
    area_id, version, name, geometry, cell, neighbourhood_id, valid_from, valid_to
)
VALUES ($area_id, 1, $name, $geometry, $cell, $neighbourhood_id, $valid_from, NULL);
