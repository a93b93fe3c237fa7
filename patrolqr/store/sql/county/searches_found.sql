-- grain: one row per patrol area and team with stop-searches of the patrol days asked for of which a log says what was found
-- key: area_id, team_id
-- What two logs report under one reference counts once.
WITH details AS (
    SELECT
        visits.team_id, visits.area_id, searches.found,
        searches.reference IS NOT NULL AND dense_rank() OVER (
            PARTITION BY
                visits.team_id, visits.patrol_day, visits.shift, visits.area_id,
                plain_reference(searches.reference)
            ORDER BY visits.visited_at, visits.log_id
        ) > 1 AS again
    FROM log_stop_searches AS searches
    JOIN visits ON visits.log_id = searches.log_id AND visits.version = searches.version
    WHERE visits.patrol_day >= $since::DATE AND visits.patrol_day < $until::DATE
)
SELECT
    area_id::VARCHAR AS area_id, team_id, count(*) AS said, count(*) FILTER (found <> ['Nothing']) AS found
FROM details
WHERE NOT coalesce(again, FALSE) AND len(found) > 0
GROUP BY area_id, team_id
ORDER BY area_id, team_id;
