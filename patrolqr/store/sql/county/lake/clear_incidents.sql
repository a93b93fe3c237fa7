-- grain: one row per row of a force's month, which is written anew
-- key: force, month
DELETE FROM incidents WHERE force = $force AND month = $month::DATE;
