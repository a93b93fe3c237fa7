-- grain: one row per visit as people read it: where, when, every field of the form; without what opens a pass
-- and without positions; {names in braces} are lists that come from the form, its new questions too
CREATE OR REPLACE VIEW read_logs AS
SELECT
    logs.patrol_day,
    logs.shift,
    coalesce(teams.name, 'Team unknown') AS team,
    coalesce(areas.name, 'Area unknown') AS area,
    coalesce(areas.neighbourhood, 'No neighbourhood') AS neighbourhood,
    logs.visited_at,
    logs.minutes,
    coalesce(logs.capped, false) AS capped,  -- a stay of unknown length is not cut
    logs.* EXCLUDE (
        patrol_day, shift, team_id, minutes, capped, came_s, went_s, visited_at, week, area_id, pass_id, pairing_id, document,
        grade, grade_why, flags, clock_ahead_s, digest, load_id, is_current, set_aside_why, received_at, late, channel, entered_by, log_id, version,
        {positions}
    ),
    logs.received_at,
    logs.late,
    -- what the phone's clock was ahead when it sent, where its times were set right for that
    round(logs.clock_ahead_s / 60)::INTEGER AS clock_ahead_minutes,
    logs.channel,
    logs.entered_by,
    logs.version,
    logs.log_id::VARCHAR AS log_id,
    logs.area_id::VARCHAR AS area_id,
    logs.team_id,
    areas.neighbourhood_id,
    -- what logs can be narrowed to: all that holds of this one
    list_filter(
        [
            CASE WHEN logs.late THEN 'late' END,
            CASE WHEN coalesce({notes}) IS NOT NULL THEN 'notes' END,
            {counted}
        ],
        lambda mark: mark IS NOT NULL
    ) AS marks,
    lower(concat_ws(chr(10), coalesce(areas.name, 'Area unknown'), {searched}, details.told)) AS searched
FROM visits AS logs
LEFT JOIN current_areas AS areas USING (area_id)
LEFT JOIN current_teams AS teams USING (team_id)
LEFT JOIN (
    SELECT log_id, version, string_agg(told, chr(10)) AS told FROM ({told}) GROUP BY log_id, version
) AS details ON details.log_id = logs.log_id AND details.version = logs.version;
