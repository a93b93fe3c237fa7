-- grain: one row per person who was briefed for this duty, with when
-- key: name
SELECT name, epoch_us(arg_max(ticked_at, serial)) AS ticked_us, arg_max(coalesce(ticked_by, ''), serial) AS ticked_by
FROM attendance
WHERE team_id = $team_id AND patrol_day = $patrol_day AND shift = $shift
GROUP BY name
HAVING arg_max(present, serial)
ORDER BY max(serial);
