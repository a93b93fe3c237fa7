-- grain: one row per person who was briefed for this duty, with when
-- key: name
SELECT name, epoch_us(max(ticked_at)) AS ticked_us, arg_max(coalesce(ticked_by, ''), ticked_at) AS ticked_by
FROM attendance
WHERE team_id = $team_id AND patrol_day = $patrol_day AND shift = $shift
GROUP BY name
HAVING arg_max(present, ticked_at)
ORDER BY max(ticked_at), name;
