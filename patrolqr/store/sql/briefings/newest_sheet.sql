-- grain: one row at most: the patrol day and shift of the newest sheet for that day or before
-- key: patrol_day, shift
SELECT patrol_day, shift
FROM briefings
WHERE patrol_day <= $day
ORDER BY patrol_day DESC, made_at DESC
LIMIT 1;
