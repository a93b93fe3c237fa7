-- grain: one row per pass of that duty's sheets that was ended by hand
-- key: pass_id
SELECT passes.pass_id
FROM passes
JOIN taskings USING (tasking_id)
JOIN briefings USING (briefing_id)
WHERE briefings.team_id = $team_id AND briefings.patrol_day = $patrol_day AND briefings.shift = $shift
    AND passes.revoked_at IS NOT NULL;
