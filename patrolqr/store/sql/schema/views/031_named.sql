-- grain: one row per visit that names colleagues, or is of somebody whom a log of its area and duty names
-- key: log_id
-- extra_s: the seconds of officers that its own stay does not tell: colleagues named are there as long as it lasts, but
-- whoever has a log of their own, or is named twice, counts once for every second.
-- knows_own: whether its own stay is among what was counted once.
-- patrol_day: to join by, so that a question about some days looks at no other
CREATE OR REPLACE VIEW named AS
WITH told AS (
    SELECT log_id, team_id, patrol_day, shift, area_id, came_s, went_s, unnest(colleagues) AS officer
    FROM visits
    WHERE colleagues IS NOT NULL AND went_s IS NOT NULL
),
present AS (
    SELECT *, 0 AS own_s, false AS is_own FROM told
    UNION ALL
    SELECT
        log_id, team_id, patrol_day, shift, area_id, came_s, went_s, collar AS officer,
        went_s - came_s AS own_s, true AS is_own
    FROM visits
    SEMI JOIN told ON told.team_id = visits.team_id AND told.patrol_day = visits.patrol_day
        AND told.shift = visits.shift AND told.area_id = visits.area_id AND told.officer = visits.collar
    WHERE went_s IS NOT NULL
),
ordered AS (
    SELECT
        log_id, patrol_day, came_s, went_s, own_s, is_own,
        max(went_s) OVER (
            PARTITION BY team_id, patrol_day, shift, area_id, officer
            ORDER BY came_s, log_id
            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        ) AS gone_s
    FROM present
)
SELECT
    log_id, patrol_day,
    -- greatest() leaves out what is unknown: nobody was there before
    sum(greatest(went_s - greatest(came_s, gone_s), 0) - own_s)::BIGINT AS extra_s,
    bool_or(is_own) AS knows_own
FROM ordered
GROUP BY log_id, patrol_day;
