-- grain: one row: how many decisions were made about reasons for a duty
-- key: decisions
SELECT count(*) AS decisions
FROM reason_decisions
WHERE team_id = $team_id AND patrol_day = $patrol_day AND shift = $shift;
