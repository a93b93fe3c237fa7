-- grain: one row per visit with a time of arriving, with the number of its patrol
-- key: log_id
-- A patrol is a connected stay in one area within one duty: a log that begins before, or just as, all earlier ones have
-- ended belongs to their patrol; otherwise it begins the next. A stay of unknown length joins the patrol it began in.
-- again_s: the seconds of its own officer that an earlier log of theirs tells already.
CREATE OR REPLACE VIEW stays AS
WITH ordered AS (
    SELECT
        log_id, version, team_id, patrol_day, shift, area_id, came_s, went_s, capped,
        coalesce(went_s, came_s) AS over_s,
        greatest(coalesce(officers_present, 1), 1) AS officers,
        coalesce(named.extra_s, 0) AS extra_s,
        coalesce(named.knows_own, false) AS knows_own,
        max(coalesce(went_s, came_s)) OVER (
            PARTITION BY team_id, patrol_day, shift, area_id
            ORDER BY came_s, log_id
            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        ) AS gone_s,
        -- without a number nobody knows whose it is: each such log is somebody else's
        max(went_s) OVER (
            PARTITION BY team_id, patrol_day, shift, area_id, coalesce(collar, log_id::VARCHAR)
            ORDER BY came_s, log_id
            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        ) AS own_gone_s
    FROM visits
    LEFT JOIN named USING (log_id, patrol_day)
    WHERE came_s IS NOT NULL
)
SELECT
    * EXCLUDE (gone_s, own_gone_s, knows_own, extra_s),
    -- not least() alone, which leaves out what is unknown
    if(own_gone_s > came_s AND went_s IS NOT NULL, least(own_gone_s, went_s) - came_s, 0) AS again_s,
    extra_s - if(knows_own, 0, again_s) AS extra_s,
    count(*) FILTER (gone_s IS NULL OR came_s > gone_s) OVER (
        PARTITION BY team_id, patrol_day, shift, area_id
        ORDER BY came_s, log_id
        ROWS UNBOUNDED PRECEDING
    ) AS patrol
FROM ordered;
