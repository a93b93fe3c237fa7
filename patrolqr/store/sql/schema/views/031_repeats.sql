-- grain: one row per visit that details an arrest, a stop-search or an action which another log of its area and duty reports too
-- key: log_id
-- patrol_day: to join by, so that a question about some days looks at no other.
-- The same reference is the same arrest or search, or the same action where it is of the same kind: the first log that gives it counts it, a later one has it here. (One log may
-- give a reference twice: two searches under one record.)
CREATE OR REPLACE VIEW repeats AS
WITH detailed AS (
    SELECT log_id, version, 'arrest' AS act, custody AS reference FROM log_arrests WHERE custody IS NOT NULL
    UNION ALL
    SELECT log_id, version, 'search' AS act, reference FROM log_stop_searches WHERE reference IS NOT NULL
    UNION ALL
    SELECT log_id, version, kind AS act, reference FROM log_actions WHERE reference IS NOT NULL
),
told AS (
    SELECT
        visits.log_id, visits.patrol_day, detailed.act,
        dense_rank() OVER (
            PARTITION BY
                visits.team_id, visits.patrol_day, visits.shift, visits.area_id, detailed.act,
                plain_reference(detailed.reference)
            ORDER BY visits.visited_at, visits.log_id
        ) AS time_told
    FROM detailed
    JOIN visits USING (log_id, version)
)
SELECT
    log_id, patrol_day,
    count(*) FILTER (act = 'arrest')::INTEGER AS arrests_again,
    count(*) FILTER (act = 'search')::INTEGER AS stop_searches_again,
    count(*) FILTER (act NOT IN ('arrest', 'search'))::INTEGER AS actions_again
FROM told
WHERE time_told > 1
GROUP BY log_id, patrol_day;
