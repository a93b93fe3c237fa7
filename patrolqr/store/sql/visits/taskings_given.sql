-- grain: one row per tasking of the newest sheets of the patrol days asked for: what it asked, and what it was given
-- key: team_id, patrol_day, shift, area_id
SELECT
    given.patrol_day, given.shift, coalesce(teams.name, 'Team unknown') AS team, given.number, areas.name AS area,
    coalesce(current_areas.neighbourhood, 'No neighbourhood') AS neighbourhood, given.ask,
    given.patrols_asked, given.patrols, given.patrols_given, given.patrols_more,
    given.minutes_asked, given.minutes, given.minutes_given, given.minutes_more, given.officer_minutes,
    given.logs, given.codes_read, given.logs_capped, given.engagements, given.stop_searches, given.arrests, given.actions,
    given.team_id, given.area_id::VARCHAR AS area_id
FROM given
JOIN patrol_areas AS areas ON areas.area_id = given.area_id AND areas.version = given.area_version
LEFT JOIN current_areas ON current_areas.area_id = given.area_id
LEFT JOIN current_teams AS teams ON teams.team_id = given.team_id
WHERE given.superseded_at IS NULL
    AND ($since IS NULL OR given.patrol_day >= $since) AND ($until IS NULL OR given.patrol_day < $until)
ORDER BY given.patrol_day, given.shift, team, given.number;
