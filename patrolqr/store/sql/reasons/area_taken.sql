-- grain: one row: how many reasons are taken for a duty at a patrol area, and whether the inbox picked it
-- key: taken
WITH newest AS (
    SELECT *
    FROM reason_decisions
    WHERE team_id = $team_id AND patrol_day = $patrol_day AND shift = $shift
    QUALIFY row_number() OVER (PARTITION BY reason_id ORDER BY version DESC) = 1
)
SELECT
    (SELECT count(*) FROM newest WHERE area_id = $area_id::UUID AND decision = 'tonight') AS taken,
    (
        SELECT count(*) > 0
        FROM reason_decisions
        WHERE team_id = $team_id AND patrol_day = $patrol_day AND shift = $shift AND area_id = $area_id::UUID AND made_pick
    ) AS made_pick;
