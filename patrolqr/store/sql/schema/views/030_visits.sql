-- grain: one row per visit: the current version of a patrol log that was not set aside
-- minutes: whole minutes between arriving and leaving, NULL if either is unknown, at most the longest stay (then capped is true)
CREATE OR REPLACE VIEW visits AS
SELECT
    logs.*,
    coalesce(logs.arrived_at, logs.received_at) AS visited_at,
    -- not least(), which would turn an unknown time into 60 minutes; date_diff() on instants is many times slower
    CASE
        WHEN epoch_us(left_at) - epoch_us(arrived_at) > longest_stay_us() THEN longest_stay_us() // 60000000
        ELSE ((epoch_us(left_at) - epoch_us(arrived_at)) // 60000000)::INTEGER
    END AS minutes,
    epoch_us(left_at) - epoch_us(arrived_at) > longest_stay_us() AS capped,
    date_trunc('week', logs.patrol_day)::DATE AS week
FROM patrol_logs AS logs
WHERE logs.is_current AND logs.set_aside_why IS NULL;
