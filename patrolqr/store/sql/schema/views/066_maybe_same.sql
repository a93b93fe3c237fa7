-- grain: one row per visit that reports an arrest or a stop-search which may be the one that a log of the same time reports
-- key: log_id
-- Two logs of one area and duty whose stays overlap both report one, and not every one of them has a reference to tell
-- them apart. They count as two; a sergeant looks.
CREATE OR REPLACE VIEW maybe_same AS
WITH referenced AS (
    SELECT log_id, version, 'arrest' AS act, count(custody) AS known FROM log_arrests GROUP BY log_id, version
    UNION ALL
    SELECT log_id, version, 'search' AS act, count(reference) AS known FROM log_stop_searches GROUP BY log_id, version
),
reported AS (
    SELECT log_id, version, team_id, patrol_day, shift, area_id, came_s, went_s, 'arrest' AS act, arrests AS number
    FROM visits
    WHERE arrests > 0
    UNION ALL
    SELECT log_id, version, team_id, patrol_day, shift, area_id, came_s, went_s, 'search' AS act, stop_searches AS number
    FROM visits
    WHERE stop_searches > 0
),
acts AS (
    SELECT reported.*, reported.number > coalesce(referenced.known, 0) AS is_open
    FROM reported
    LEFT JOIN referenced USING (log_id, version, act)
)
SELECT
    one.log_id,
    bool_or(one.act = 'arrest') AS maybe_same_arrests,
    bool_or(one.act = 'search') AS maybe_same_stop_searches
FROM acts AS one
JOIN acts AS other ON other.team_id = one.team_id AND other.patrol_day = one.patrol_day AND other.shift = one.shift
    AND other.area_id = one.area_id AND other.act = one.act AND other.log_id <> one.log_id
    AND other.came_s <= one.went_s AND one.came_s <= other.went_s
    AND (one.is_open OR other.is_open)
GROUP BY one.log_id;
