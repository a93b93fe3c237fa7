-- grain: one row per distinct point and small area among all incidents
-- key: longitude, latitude, small_area_id
SELECT DISTINCT longitude, latitude, small_area_id FROM incidents;
