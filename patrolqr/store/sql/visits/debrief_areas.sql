-- grain: one row per patrol area on the newest version of a shift's briefing: dose asked for and given
-- key: area_id
SELECT
    given.area_id::VARCHAR AS area_id, given.number, areas.name, given.ask, given.patrols_asked, given.minutes_asked,
    given.patrols, given.minutes, given.officer_minutes, given.patrols_given, given.minutes_given, given.patrols_more,
    given.minutes_more, given.logs, given.codes_read, given.logs_capped,
    given.engagements, given.stop_searches, given.arrests, given.actions
FROM given
JOIN patrol_areas AS areas ON areas.area_id = given.area_id AND areas.version = given.area_version
WHERE given.team_id = $team_id AND given.patrol_day = $patrol_day AND given.shift = $shift
    AND given.superseded_at IS NULL
ORDER BY given.number;
