-- grain: one row per tick of a person briefed for a duty, which is disposed of
-- key: team_id, patrol_day, shift, name, ticked_at
DELETE FROM attendance
WHERE concat_ws('|', team_id, patrol_day, shift) IN (SELECT unnest($subjects::VARCHAR[]));
