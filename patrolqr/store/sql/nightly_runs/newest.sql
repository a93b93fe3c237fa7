-- grain: one row per patrol day as at which patterns were looked at by themselves: its newest stage, the newest day first
-- key: day
SELECT day, stage, epoch_us(noted_at) AS at_us, standing, new, opened, closed, mailed, problem, serial
FROM nightly_runs
QUALIFY row_number() OVER (PARTITION BY day ORDER BY serial DESC) = 1
ORDER BY day DESC
LIMIT $days::INTEGER;
