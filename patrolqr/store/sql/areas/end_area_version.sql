-- grain: one row (at most one): the version of a patrol area that the next one replaces
-- key: area_id, version
UPDATE patrol_areas SET valid_to = $at
WHERE area_id = $area_id AND version = $version AND valid_to IS NULL;
