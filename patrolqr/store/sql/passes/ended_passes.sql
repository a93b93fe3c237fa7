-- grain: one row per code of that duty's sheets that was ended by hand, the last first: when, why and by whom
-- key: version, number
SELECT
    briefings.version, taskings.number, areas.name, epoch_us(passes.revoked_at) AS revoked_us,
    coalesce(passes.revoked_why, '') AS revoked_why, coalesce(passes.revoked_by, '') AS revoked_by
FROM passes
JOIN taskings USING (tasking_id)
JOIN briefings USING (briefing_id)
JOIN patrol_areas AS areas ON areas.area_id = taskings.area_id AND areas.version = taskings.area_version
WHERE briefings.team_id = $team_id AND briefings.patrol_day = $patrol_day AND briefings.shift = $shift
    AND passes.revoked_at IS NOT NULL
ORDER BY passes.revoked_at DESC, briefings.version, taskings.number;
