-- grain: one row per decision that squares cannot be patrolled, or can again, the newest first
-- key: serial
SELECT cells, name, is_masked, why, since_day, until_day, decided_by, epoch_us(decided_at) AS decided_us, serial
FROM masks
ORDER BY serial DESC;
