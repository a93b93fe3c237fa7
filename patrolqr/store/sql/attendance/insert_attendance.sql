-- grain: one row: a tick (or its withdrawal) beside one person
-- key: patrol_day, shift, name, ticked_at
INSERT INTO attendance (patrol_day, shift, briefing_id, name, present, ticked_at)
VALUES ($patrol_day, $shift, $briefing_id, $name, $present, $ticked_at);
