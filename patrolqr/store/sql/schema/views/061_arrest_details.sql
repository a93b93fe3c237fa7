-- grain: one row per arrest detailed in the current version of a patrol log that was not set aside
CREATE OR REPLACE VIEW arrest_details AS
SELECT
    arrests.*, visits.area_id, visits.patrol_day, visits.shift, visits.visited_at, visits.late, visits.channel
FROM log_arrests AS arrests
JOIN visits ON visits.log_id = arrests.log_id AND visits.version = arrests.version;
