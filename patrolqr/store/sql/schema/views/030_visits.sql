-- grain: one row per visit: the current version of a patrol log that was not set aside
-- came_s, went_s: its stay in whole seconds, as files have them; NULL where a time is unknown: without arriving it is a
-- code read, without leaving a stay that nobody knows the length of;
-- a stay counts for at most the longest one (then capped is true)
-- minutes: whole minutes of the stay
CREATE OR REPLACE VIEW visits AS
WITH timed AS (
    SELECT
        *,
        -- date_diff() on instants is many times slower
        epoch_us(arrived_at) // 1000000 AS came_s,
        if(arrived_at IS NULL, NULL, epoch_us(left_at) // 1000000) AS left_s
    FROM patrol_logs
    WHERE is_current AND set_aside_why IS NULL
)
SELECT
    -- what was asked before is an action since
    * EXCLUDE (left_s, intelligence, redacted),
    coalesce(arrived_at, received_at) AS visited_at,
    -- not least() alone, which would turn an unknown time into the longest stay
    if(left_s IS NULL, NULL, least(left_s, came_s + longest_stay_s())) AS went_s,
    ((went_s - came_s) // 60)::INTEGER AS minutes,
    left_s - came_s > longest_stay_s() AS capped,
    date_trunc('week', patrol_day)::DATE AS week
FROM timed;
