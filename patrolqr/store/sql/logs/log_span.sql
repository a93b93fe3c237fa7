-- grain: one row: how many visits there are, and from which patrol day to which
-- key: visits
SELECT count(*) AS visits, min(patrol_day) AS first_day, max(patrol_day) AS last_day FROM visits;
