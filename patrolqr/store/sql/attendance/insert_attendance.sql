-- grain: one row: a tick (or its withdrawal) beside one person
-- key: team_id, patrol_day, shift, name, serial
INSERT INTO attendance (team_id, patrol_day, shift, briefing_id, name, present, ticked_by, ticked_at, serial)
VALUES (
    $team_id, $patrol_day, $shift, $briefing_id, $name, $present, $ticked_by, $ticked_at,
    (SELECT coalesce(max(serial), 0) + 1 FROM attendance)
);
