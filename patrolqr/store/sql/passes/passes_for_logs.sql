-- grain: one row per pass that waiting logs name, with where and when it sent its officer
-- key: pass_id
SELECT
    passes.pass_id, passes.tasking_id::VARCHAR AS tasking_id, taskings.area_id::VARCHAR AS area_id,
    briefings.team_id, briefings.patrol_day, briefings.shift, epoch_us(passes.valid_from) AS valid_from_us,
    epoch_us(passes.valid_until) AS valid_until_us, areas.geometry,
    taskings.ask, taskings.ask_kind, taskings.ask_options
FROM passes
JOIN taskings ON taskings.tasking_id = passes.tasking_id
JOIN briefings ON briefings.briefing_id = taskings.briefing_id
JOIN patrol_areas AS areas ON areas.area_id = taskings.area_id AND areas.version = taskings.area_version
WHERE list_contains($pass_ids, passes.pass_id) AND passes.revoked_at IS NULL;
