-- grain: one row per time that this month of the force was published, the oldest first
-- key: serial
SELECT serial, digest, cells, epoch_us(published_at) AS published_us
FROM county_versions
WHERE force = $force AND month = $month::DATE
ORDER BY serial;
