-- grain: one row per row of a force's month, which is written anew
-- key: force, month
DELETE FROM coverage WHERE force = $force AND month = $month::DATE;
