-- grain: one row per pass ended: one code, or every code of one sheet
-- key: pass_id
UPDATE passes SET revoked_at = $revoked_at, revoked_why = $why, revoked_by = $revoked_by
WHERE revoked_at IS NULL
    AND (
        pass_id = $pass_id
        OR tasking_id IN (SELECT tasking_id FROM taskings WHERE briefing_id = $briefing_id::UUID)
    );
