-- grain: one row: the next version of the strategy for a duty
-- key: team_id, patrol_day, shift, version
INSERT INTO strategies (team_id, patrol_day, shift, version, text, written_by, written_at)
VALUES ($team_id, $patrol_day, $shift, $version, $text, $written_by, $written_at);
