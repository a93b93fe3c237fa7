-- grain: one row: the degrees within which nearly all incidents lie; a few far strays do not stretch it
-- key: west
SELECT
    quantile_cont(longitude, 0.01) AS west, quantile_cont(latitude, 0.01) AS south,
    quantile_cont(longitude, 0.99) AS east, quantile_cont(latitude, 0.99) AS north
FROM current_incidents
WHERE longitude IS NOT NULL AND latitude IS NOT NULL;
