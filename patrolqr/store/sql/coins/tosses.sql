-- grain: one row per coin that was tossed for a duty of these days and teams, the newest first
-- key: serial
SELECT
    team_id, patrol_day, shift, seed, cells, drawn, tossed_by, epoch_us(tossed_at) AS tossed_us,
    coalesce(kind, 'level') AS kind, serial
FROM coin_tosses
WHERE ($since::DATE IS NULL OR patrol_day >= $since::DATE) AND ($until::DATE IS NULL OR patrol_day < $until::DATE)
    AND ($teams IS NULL OR list_contains($teams, team_id))
ORDER BY serial DESC;
