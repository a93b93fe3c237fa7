-- grain: one row: a tick (or its withdrawal) beside one person
-- key: team_id, patrol_day, shift, name, ticked_at
INSERT INTO attendance (team_id, patrol_day, shift, briefing_id, name, present, ticked_by, ticked_at)
VALUES ($team_id, $patrol_day, $shift, $briefing_id, $name, $present, $ticked_by, $ticked_at);
