-- grain: one row per version of the briefings asked for
-- key: briefing_id
SELECT
    briefing_id::VARCHAR AS briefing_id, team_id, patrol_day, shift, shift_starts, shift_ends, version, team, marking, author, information, intention, crews,
    coalesce(audit_head, '') AS audit_head, epoch_us(made_at) AS made_us, epoch_us(superseded_at) AS superseded_us
FROM dated_briefings
WHERE ($team_id IS NULL OR team_id = $team_id)
    AND ($patrol_day IS NULL OR patrol_day = $patrol_day)
    AND ($shift IS NULL OR shift = $shift)
    AND ($briefing_id IS NULL OR briefing_id = $briefing_id::UUID)
ORDER BY team_id, patrol_day, shift, version;
