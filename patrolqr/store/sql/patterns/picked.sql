-- grain: one row per counting square of which the patrol area is picked for some duty: the newest such duty
-- key: cell
WITH newest AS (
    SELECT area_id, team_id, patrol_day, shift, arg_max(decision, serial) AS decision, max(serial) AS serial
    FROM picks
    GROUP BY area_id, team_id, patrol_day, shift
)

SELECT areas.cell, areas.name, newest.team_id, newest.patrol_day, newest.shift
FROM newest
JOIN current_areas AS areas USING (area_id)
WHERE newest.decision = 'picked' AND areas.cell IS NOT NULL
    AND ($cells IS NULL OR list_contains($cells::VARCHAR[], areas.cell))
QUALIFY row_number() OVER (PARTITION BY areas.cell ORDER BY newest.patrol_day DESC, newest.serial DESC) = 1
ORDER BY areas.cell
