-- grain: one row per stop-search detailed in the current version of a patrol log that was not set aside
CREATE OR REPLACE VIEW stop_searches AS
SELECT
    searches.*, visits.team_id, visits.area_id, visits.patrol_day, visits.shift, visits.visited_at, visits.late, visits.channel
FROM log_stop_searches AS searches
JOIN visits ON visits.log_id = searches.log_id AND visits.version = searches.version;
