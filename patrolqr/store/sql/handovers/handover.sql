-- grain: one row per duty that something was handed over from (one duty, its newest version), taken back or not
-- key: team_id, patrol_day, shift
SELECT team_id, patrol_day, shift, version, text, written_by, epoch_us(written_at) AS written_us
FROM handovers
WHERE team_id = $team_id AND patrol_day = $patrol_day AND shift = $shift
ORDER BY version DESC
LIMIT 1;
