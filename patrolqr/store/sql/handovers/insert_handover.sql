-- grain: one row: the next version of what a duty leaves to the next sergeant
-- key: team_id, patrol_day, shift, version
INSERT INTO handovers (team_id, patrol_day, shift, begins_at, version, text, written_by, written_at)
VALUES ($team_id, $patrol_day, $shift, $begins_at, $version, $text, $written_by, $written_at);
