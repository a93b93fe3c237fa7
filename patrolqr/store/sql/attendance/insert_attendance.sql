-- grain: one row: a tick (or its withdrawal) beside one person
INSERT INTO attendance VALUES ($patrol_day, $shift, $briefing_id, $name, $present, $ticked_at);
