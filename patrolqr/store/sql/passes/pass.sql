-- grain: one row per pass (at most one), with the tasking it was printed for
-- key: pass_id
SELECT
    passes.pass_id, passes.tasking_id::VARCHAR AS tasking_id, taskings.briefing_id::VARCHAR AS briefing_id,
    taskings.area_id::VARCHAR AS area_id, epoch_us(passes.valid_from) AS valid_from_us,
    epoch_us(passes.valid_until) AS valid_until_us, passes.revoked_at IS NOT NULL AS revoked
FROM passes
JOIN taskings USING (tasking_id)
WHERE passes.pass_id = $pass_id;
