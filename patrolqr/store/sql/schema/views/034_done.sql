-- grain: one row per patrol area and duty (team, patrol day, shift) that a visit was logged for: all that was done there
-- key: team_id, patrol_day, shift, area_id
-- codes_read: logs without a time of arriving, which are no patrols; what they count counts all the same.
-- arrests, stop_searches, actions: what two logs report with one reference counts once.
CREATE OR REPLACE VIEW done AS
WITH logged AS (
    SELECT
        visits.team_id, visits.patrol_day, visits.shift, visits.area_id,
        count(*) AS logs,
        count(*) - count(visits.came_s) AS codes_read,
        count(*) FILTER (visits.capped) AS logs_capped,
        coalesce(sum(visits.engagements), 0)::BIGINT AS engagements,
        (coalesce(sum(visits.stop_searches), 0) - coalesce(sum(repeats.stop_searches_again), 0))::BIGINT AS stop_searches,
        (coalesce(sum(visits.arrests), 0) - coalesce(sum(repeats.arrests_again), 0))::BIGINT AS arrests,
        (coalesce(sum(visits.actions), 0) - coalesce(sum(repeats.actions_again), 0))::BIGINT AS actions
    FROM visits
    LEFT JOIN repeats USING (log_id, patrol_day)
    GROUP BY visits.team_id, visits.patrol_day, visits.shift, visits.area_id
),
patrolled AS (
    SELECT
        team_id, patrol_day, shift, area_id,
        count(*) AS patrols,
        sum(minutes)::BIGINT AS minutes,
        sum(officer_minutes)::BIGINT AS officer_minutes
    FROM patrols
    GROUP BY team_id, patrol_day, shift, area_id
)
SELECT
    logged.*,
    coalesce(patrolled.patrols, 0) AS patrols,
    -- nothing measured is not zero
    patrolled.minutes,
    patrolled.officer_minutes
FROM logged
LEFT JOIN patrolled USING (team_id, patrol_day, shift, area_id);
