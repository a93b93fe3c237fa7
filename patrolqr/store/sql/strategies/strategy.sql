-- grain: one row: the newest version of the strategy for a duty, taken back or not
-- key: version
SELECT version, text, written_by, epoch_us(written_at) AS written_us
FROM strategies
WHERE team_id = $team_id AND patrol_day = $patrol_day AND shift = $shift
ORDER BY version DESC
LIMIT 1;
