-- grain: one row per stop-search detailed in the current version of a patrol log that was not set aside, of those patrol days
-- again: another log of its area and duty reports it under the same reference, and counts it (as in repeats).
CREATE OR REPLACE MACRO told_searches(since, until) AS TABLE
SELECT
    searches.*, visits.team_id, visits.area_id, visits.patrol_day, visits.shift, visits.visited_at, visits.received_at,
    visits.arrived_at, visits.collar IS NOT NULL AS is_signed,
    searches.reference IS NOT NULL AND dense_rank() OVER (
        PARTITION BY
            visits.team_id, visits.patrol_day, visits.shift, visits.area_id,
            plain_reference(searches.reference)
        ORDER BY visits.visited_at, visits.log_id
    ) > 1 AS again
FROM log_stop_searches AS searches
JOIN visits ON visits.log_id = searches.log_id AND visits.version = searches.version
WHERE (since::DATE IS NULL OR visits.patrol_day >= since::DATE) AND (until::DATE IS NULL OR visits.patrol_day < until::DATE);
