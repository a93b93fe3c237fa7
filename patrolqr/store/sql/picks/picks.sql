-- grain: one row per patrol area whose newest decision for this duty is "picked"
-- key: area_id
WITH newest AS (
    SELECT
        area_id,
        arg_max(decision, serial) AS decision,
        arg_max(why, serial) AS why,
        max(serial) AS serial
    FROM picks
    WHERE team_id = $team_id AND patrol_day = $patrol_day AND shift = $shift
    GROUP BY area_id
)
SELECT
    areas.area_id::VARCHAR AS area_id, areas.version, areas.name, areas.geometry, areas.cell, areas.neighbourhood_id,
    areas.squares, newest.why
FROM newest
JOIN current_areas AS areas USING (area_id)
WHERE newest.decision = 'picked'
ORDER BY newest.serial;
