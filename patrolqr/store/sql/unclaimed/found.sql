-- grain: one row: what is known of a log in a phone's file: its pass (or that of its area and time), and its pairing
-- key: is_known
SELECT
    EXISTS (SELECT 1 FROM patrol_logs WHERE log_id = $log_id::UUID AND version >= $version)
    OR EXISTS (SELECT 1 FROM unclaimed_logs WHERE log_id = $log_id::UUID AND version = $version) AS is_known,
    coalesce(
        (SELECT pass_id FROM passes WHERE pass_id = $pass_id AND revoked_at IS NULL),
        (
            SELECT passes.pass_id
            FROM passes
            JOIN taskings ON taskings.tasking_id = passes.tasking_id
            JOIN patrol_areas AS areas ON areas.area_id = taskings.area_id AND areas.version = taskings.area_version
            WHERE lower(areas.name) = lower($area)
                AND $at::TIMESTAMPTZ BETWEEN passes.valid_from AND passes.valid_until
                AND passes.revoked_at IS NULL
            ORDER BY passes.valid_from DESC, passes.pass_id
            LIMIT 1
        )
    ) AS pass_id,
    (SELECT collar FROM pairings WHERE pairing_id = try_cast($paired AS UUID)) AS collar,
    (SELECT pairing_id::VARCHAR FROM pairings WHERE pairing_id = try_cast($paired AS UUID)) AS pairing_id;
