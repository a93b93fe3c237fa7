-- grain: one row per thing (engagement, stop-search, arrest, action) detailed in the current version of a log not set aside
-- {details} are the form's groups, one SELECT each; answers: JSON, each by its question's name
CREATE OR REPLACE VIEW log_details AS
SELECT
    details.*, visits.area_id, visits.team_id, visits.patrol_day, visits.shift, visits.visited_at, visits.collar,
    visits.channel, visits.entered_by
FROM ({details}) AS details
JOIN visits ON visits.log_id = details.log_id AND visits.version = details.version;
