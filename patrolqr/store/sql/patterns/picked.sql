-- grain: one row per counting square of 250 m of which a patrol area, or one in it, is picked for some duty: the newest such duty
-- key: cell
WITH newest AS (
    SELECT area_id, team_id, patrol_day, shift, arg_max(decision, serial) AS decision, max(serial) AS serial
    FROM picks
    GROUP BY area_id, team_id, patrol_day, shift
)

SELECT square_around(own.cell) AS cell, areas.name, newest.team_id, newest.patrol_day, newest.shift
FROM newest
JOIN current_areas AS areas USING (area_id)
JOIN area_squares AS own ON own.area_id = areas.area_id AND own.version = areas.version
WHERE newest.decision = 'picked'
    AND ($cells IS NULL OR list_contains($cells::VARCHAR[], square_around(own.cell)))
QUALIFY
    row_number() OVER (PARTITION BY square_around(own.cell) ORDER BY newest.patrol_day DESC, newest.serial DESC) = 1
ORDER BY 1
