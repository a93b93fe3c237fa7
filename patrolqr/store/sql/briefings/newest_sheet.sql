-- grain: one row at most: whose duty the newest sheet of that team is for, on that day or before
-- key: team_id, patrol_day, shift
SELECT team_id, patrol_day, shift, shift_starts, shift_ends
FROM briefings
WHERE team_id = $team_id AND patrol_day <= $day
ORDER BY patrol_day DESC, serial DESC
LIMIT 1;
