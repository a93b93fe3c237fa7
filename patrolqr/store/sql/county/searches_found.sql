-- grain: one row per patrol area and team with stop-searches of the patrol days asked for of which a log says what was found
-- key: area_id, team_id
-- What two logs report under one reference counts once.
SELECT
    area_id::VARCHAR AS area_id, team_id, count(*) AS said, count(*) FILTER (found <> ['Nothing']) AS found
FROM told_searches($since, $until)
WHERE NOT again AND len(found) > 0
GROUP BY area_id, team_id
ORDER BY area_id, team_id;
