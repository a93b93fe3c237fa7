-- grain: one row (none where it waits already, or words were taken out of it since it was stored): a version of a log whose officer a sergeant has to name
-- key: log_id, version
INSERT INTO unclaimed_logs (
    log_id, version, pass_id, document, written_as, sent_as, pairing_id, received_at, load_id
)
SELECT
    $log_id::UUID, $version, $pass_id, $document, nullif($written_as, ''), nullif($sent_as, ''), $pairing_id::UUID,
    $received_at, $load_id::UUID
WHERE NOT EXISTS (SELECT 1 FROM unclaimed_logs WHERE log_id = $log_id::UUID AND version = $version)
    AND NOT EXISTS (
        SELECT 1 FROM patrol_logs
        WHERE log_id = $log_id::UUID AND version = $version AND redacted IS NOT NULL
    );
