-- grain: one row: the first and the last patrol day about which anything was decided; both NULL where nothing was
-- key: first_day
WITH decided AS (
    SELECT patrol_day FROM picks
    UNION ALL
    SELECT patrol_day FROM current_decisions WHERE decision = 'not_tonight'
    UNION ALL
    SELECT patrol_day FROM briefings
)

SELECT min(patrol_day) AS first_day, max(patrol_day) AS last_day
FROM decided;
