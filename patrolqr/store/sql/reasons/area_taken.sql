-- grain: one row: how many reasons are taken for a duty at a patrol area, and whether the inbox picked it
-- key: taken
SELECT
    (
        SELECT count(*)
        FROM current_decisions
        WHERE team_id = $team_id AND patrol_day = $patrol_day AND shift = $shift AND area_id = $area_id::UUID
            AND decision = 'tonight'
    ) AS taken,
    (
        SELECT count(*) > 0
        FROM reason_decisions
        WHERE team_id = $team_id AND patrol_day = $patrol_day AND shift = $shift AND area_id = $area_id::UUID AND made_pick
    ) AS made_pick;
