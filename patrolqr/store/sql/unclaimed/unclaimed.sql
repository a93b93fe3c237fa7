-- grain: one row per version of a log that waits for a sergeant to name its officer, the oldest first
-- key: log_id, version
SELECT
    waiting.log_id::VARCHAR AS log_id, waiting.version, waiting.document, waiting.pass_id, waiting.written_as,
    waiting.sent_as, waiting.pairing_id::VARCHAR AS pairing_id, waiting.load_id IS NOT NULL AS is_from_file,
    epoch_us(waiting.received_at) AS received_us,
    coalesce(areas.name, 'Area unknown') AS area, briefings.patrol_day, briefings.shift
FROM unclaimed_logs AS waiting
LEFT JOIN passes ON passes.pass_id = waiting.pass_id
LEFT JOIN taskings ON taskings.tasking_id = passes.tasking_id
LEFT JOIN briefings ON briefings.briefing_id = taskings.briefing_id
LEFT JOIN patrol_areas AS areas ON areas.area_id = taskings.area_id AND areas.version = taskings.area_version
WHERE waiting.decision IS NULL
ORDER BY waiting.received_at, waiting.log_id, waiting.version;
