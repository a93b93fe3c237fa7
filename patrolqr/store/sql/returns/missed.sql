-- grain: one row per tasking of a newest sheet that got no patrol, with the reason that stands, of the patrol days asked for
-- key: tasking_id
-- reason: what a sergeant said last, or else what an officer's log says; NULL where nobody did.
WITH decided AS (
    SELECT team_id, patrol_day, shift, area_id, arg_max(coalesce(reason, ''), serial) AS reason
    FROM missed_reasons
    GROUP BY ALL
),
said AS (
    SELECT team_id, patrol_day, shift, area_id, arg_max(cut_short, visited_at) AS reason
    FROM visits
    WHERE cut_short IS NOT NULL
    GROUP BY ALL
)
SELECT
    given.patrol_day, given.shift, coalesce(teams.name, 'Team unknown') AS team, areas.name AS area,
    nullif(coalesce(nullif(decided.reason, ''), said.reason), '') AS reason,
    given.patrols_asked, given.minutes_asked, given.codes_read, given.tasking_id::VARCHAR AS tasking_id
FROM given
JOIN patrol_areas AS areas ON areas.area_id = given.area_id AND areas.version = given.area_version
LEFT JOIN decided ON decided.team_id = given.team_id AND decided.patrol_day = given.patrol_day
    AND decided.shift = given.shift AND decided.area_id = given.area_id
LEFT JOIN said ON said.team_id = given.team_id AND said.patrol_day = given.patrol_day
    AND said.shift = given.shift AND said.area_id = given.area_id
LEFT JOIN current_teams AS teams ON teams.team_id = given.team_id
WHERE given.superseded_at IS NULL AND given.patrols = 0
    AND ($since IS NULL OR given.patrol_day >= $since) AND ($until IS NULL OR given.patrol_day < $until)
ORDER BY given.patrol_day, given.shift, team, given.number, given.tasking_id;
