-- grain: one row per engagement detailed in the current version of a patrol log that was not set aside
CREATE OR REPLACE VIEW engagement_details AS
SELECT
    engagements.*, visits.area_id, visits.patrol_day, visits.shift, visits.visited_at, visits.late, visits.channel
FROM log_engagements AS engagements
JOIN visits ON visits.log_id = engagements.log_id AND visits.version = engagements.version;
