-- grain: one row per patrol area with a reason for not being visited in full in this shift
-- key: area_id
SELECT area_id::VARCHAR AS area_id, arg_max(reason, given_at) AS reason
FROM missed_reasons
WHERE team_id = $team_id AND patrol_day = $patrol_day AND shift = $shift
GROUP BY area_id;
