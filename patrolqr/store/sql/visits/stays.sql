-- grain: one row per current version of a patrol log that was not set aside: what its grade rests on
-- key: log_id
WITH chosen AS MATERIALIZED (
    SELECT *
    FROM visits
    WHERE ($unjudged AND grade IS NULL)
        OR (
            NOT $unjudged
            AND list_contains($pairing_ids, pairing_id::VARCHAR)
            -- a pairing's logs lie around its shift: the days spare most of the table
            AND patrol_day BETWEEN $first_day AND $last_day
        )
),
-- of a force's passes and taskings only theirs are joined; a pass is valid on its patrol day and the next
scanned AS (
    SELECT pass_id, valid_from, valid_until
    FROM passes
    SEMI JOIN chosen USING (pass_id)
    WHERE $unjudged OR valid_from BETWEEN $first_day::DATE - 3 AND $last_day::DATE + 3
),
asked AS (
    SELECT taskings.tasking_id, areas.geometry
    FROM taskings
    SEMI JOIN chosen USING (tasking_id)
    JOIN patrol_areas AS areas ON areas.area_id = taskings.area_id AND areas.version = taskings.area_version
)
SELECT
    visits.log_id::VARCHAR AS log_id, visits.version, visits.collar, visits.pairing_id::VARCHAR AS pairing_id,
    visits.channel, visits.late, epoch_us(visits.arrived_at) AS arrived_us, epoch_us(visits.left_at) AS left_us,
    epoch_us(visits.sent_at) AS sent_us, epoch_us(visits.received_at) AS received_us,
    visits.arrived_lng, visits.arrived_lat, visits.arrived_accuracy_m,
    visits.left_lng, visits.left_lat, visits.left_accuracy_m,
    epoch_us(scanned.valid_from) AS valid_from_us, epoch_us(scanned.valid_until) AS valid_until_us,
    asked.geometry, visits.grade, visits.grade_why, visits.flags
FROM chosen AS visits
LEFT JOIN scanned ON scanned.pass_id = visits.pass_id
LEFT JOIN asked ON asked.tasking_id = visits.tasking_id;
