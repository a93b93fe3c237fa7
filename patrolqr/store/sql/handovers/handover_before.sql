-- grain: one row: what stands for the next sergeant from the team's last duty that began since then and before another
-- key: team_id, patrol_day, shift
WITH newest AS (
    SELECT *
    FROM handovers
    WHERE team_id = $team_id AND begins_at >= $since AND begins_at < $before
    QUALIFY row_number() OVER (PARTITION BY patrol_day, shift ORDER BY version DESC) = 1
)
SELECT team_id, patrol_day, shift, version, text, written_by, epoch_us(written_at) AS written_us
FROM newest
WHERE text <> ''
ORDER BY begins_at DESC
LIMIT 1;
