-- grain: one row: the first version of a patrol area
INSERT INTO patrol_areas VALUES ($area_id, 1, $name, $geometry, $cell, $neighbourhood_id, $valid_from, NULL);
