-- grain: one row per patrol area and team that was asked for or patrolled in the patrol days asked for
-- key: area_id, team_id
-- Asked and given are of the newest sheets; what was done counts whether it was asked for or not.
WITH worked AS (
    SELECT
        area_id, team_id, sum(logs)::BIGINT AS logs, sum(patrols)::BIGINT AS patrols, sum(minutes)::BIGINT AS minutes,
        sum(officer_minutes)::BIGINT AS officer_minutes, sum(codes_read)::BIGINT AS codes_read,
        sum(logs_capped)::BIGINT AS logs_capped, sum(engagements)::BIGINT AS engagements,
        sum(stop_searches)::BIGINT AS stop_searches, sum(arrests)::BIGINT AS arrests, sum(actions)::BIGINT AS actions
    FROM done
    WHERE ($since IS NULL OR patrol_day >= $since) AND ($until IS NULL OR patrol_day < $until)
    GROUP BY area_id, team_id
),
asked AS (
    SELECT
        area_id, team_id, count(*) AS taskings, sum(patrols_asked)::BIGINT AS patrols_asked,
        sum(patrols_given)::BIGINT AS patrols_given, sum(minutes_asked)::BIGINT AS minutes_asked,
        sum(minutes_given)::BIGINT AS minutes_given, count(*) FILTER (patrols = 0) AS taskings_missed
    FROM given
    WHERE superseded_at IS NULL
        AND ($since IS NULL OR patrol_day >= $since) AND ($until IS NULL OR patrol_day < $until)
    GROUP BY area_id, team_id
)
SELECT
    coalesce(areas.name, 'Area unknown') AS area, coalesce(areas.neighbourhood, 'No neighbourhood') AS neighbourhood,
    coalesce(teams.name, 'Team unknown') AS team,
    coalesce(asked.taskings, 0) AS taskings, coalesce(asked.patrols_asked, 0) AS patrols_asked,
    coalesce(asked.patrols_given, 0) AS patrols_given, coalesce(asked.minutes_asked, 0) AS minutes_asked,
    coalesce(asked.minutes_given, 0) AS minutes_given, coalesce(asked.taskings_missed, 0) AS taskings_missed,
    coalesce(worked.logs, 0) AS logs, coalesce(worked.patrols, 0) AS patrols, worked.minutes, worked.officer_minutes,
    coalesce(worked.codes_read, 0) AS codes_read, coalesce(worked.logs_capped, 0) AS logs_capped,
    coalesce(worked.engagements, 0) AS engagements, coalesce(worked.stop_searches, 0) AS stop_searches,
    coalesce(worked.arrests, 0) AS arrests, coalesce(worked.actions, 0) AS actions,
    coalesce(nullif(areas.squares, []), [areas.cell]) AS squares,
    coalesce(worked.area_id, asked.area_id)::VARCHAR AS area_id,
    coalesce(worked.team_id, asked.team_id) AS team_id
FROM worked
FULL JOIN asked ON asked.area_id = worked.area_id AND asked.team_id IS NOT DISTINCT FROM worked.team_id
LEFT JOIN current_areas AS areas ON areas.area_id = coalesce(worked.area_id, asked.area_id)
LEFT JOIN current_teams AS teams ON teams.team_id = coalesce(worked.team_id, asked.team_id)
ORDER BY area, team, area_id;
