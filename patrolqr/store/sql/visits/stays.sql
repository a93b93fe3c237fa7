-- grain: one row per current version of a patrol log that was not set aside: what its grade rests on
-- key: log_id
SELECT
    visits.log_id::VARCHAR AS log_id, visits.version, visits.collar, visits.pairing_id::VARCHAR AS pairing_id,
    visits.channel, visits.late, epoch_us(visits.arrived_at) AS arrived_us, epoch_us(visits.left_at) AS left_us,
    epoch_us(visits.sent_at) AS sent_us, epoch_us(visits.received_at) AS received_us,
    visits.arrived_lng, visits.arrived_lat, visits.arrived_accuracy_m,
    visits.left_lng, visits.left_lat, visits.left_accuracy_m,
    epoch_us(passes.valid_from) AS valid_from_us, epoch_us(passes.valid_until) AS valid_until_us,
    areas.geometry, visits.grade, visits.grade_why, visits.flags
FROM visits
LEFT JOIN passes ON passes.pass_id = visits.pass_id
LEFT JOIN taskings ON taskings.tasking_id = visits.tasking_id
LEFT JOIN patrol_areas AS areas ON areas.area_id = taskings.area_id AND areas.version = taskings.area_version
WHERE ($unjudged AND visits.grade IS NULL)
    OR (
        NOT $unjudged
        AND list_contains($pairing_ids, visits.pairing_id::VARCHAR)
        -- a pairing's logs lie around its shift: the days spare most of the table
        AND visits.patrol_day BETWEEN $first_day AND $last_day
    );
