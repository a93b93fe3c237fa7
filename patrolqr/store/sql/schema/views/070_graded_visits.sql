-- grain: one row per visit, with its presence grade, why it has it, and flags; nothing is refused for any of them
CREATE OR REPLACE VIEW graded_visits AS
WITH placed AS (
    SELECT
        visits.*,
        passes.valid_from,
        passes.valid_until,
        -- by our clock: the phone's, less what it was ahead when it sent
        visits.arrived_at - coalesce(visits.sent_at - visits.received_at, INTERVAL 0 SECOND) AS came_at,
        abs(epoch_us(visits.sent_at) - epoch_us(visits.received_at)) / 1e6 AS skew_seconds,
        metres_to_area(outlines.edges, visits.arrived_lng, visits.arrived_lat) AS arrived_metres,
        metres_to_area(outlines.edges, visits.left_lng, visits.left_lat) AS left_metres,
        coalesce(visits.arrived_lng, visits.left_lng, outlines.middle_lng) AS from_lng,
        coalesce(visits.arrived_lat, visits.left_lat, outlines.middle_lat) AS from_lat,
        coalesce(visits.left_lng, visits.arrived_lng, outlines.middle_lng) AS to_lng,
        coalesce(visits.left_lat, visits.arrived_lat, outlines.middle_lat) AS to_lat
    FROM visits
    LEFT JOIN passes ON passes.pass_id = visits.pass_id
    LEFT JOIN taskings ON taskings.tasking_id = visits.tasking_id
    LEFT JOIN area_outlines AS outlines
        ON outlines.area_id = taskings.area_id AND outlines.version = taskings.area_version
), judged AS (
    SELECT
        *,
        -- a position of more than 100 m says nothing about a square of 250 m; the tolerance is its accuracy and 50 m
        CASE WHEN arrived_accuracy_m <= 100 THEN arrived_metres <= arrived_accuracy_m + 50 END AS arrived_inside,
        CASE WHEN left_accuracy_m <= 100 THEN left_metres <= left_accuracy_m + 50 END AS left_inside,
        came_at BETWEEN valid_from AND valid_until AS in_shift,
        lag(to_lng) OVER sequence AS before_lng,
        lag(to_lat) OVER sequence AS before_lat,
        lag(coalesce(left_at, arrived_at)) OVER sequence AS before_at
    FROM placed
    -- a pairing has one collar number; naming it lets one officer's own page read one officer's visits only
    WINDOW sequence AS (PARTITION BY collar, pairing_id ORDER BY visited_at, log_id)
), shared AS (
    SELECT DISTINCT one.pairing_id
    FROM pairings AS one
    JOIN pairings AS other ON other.device_hash = one.device_hash AND other.collar <> one.collar
        AND abs(epoch(other.paired_at) - epoch(one.paired_at)) <= 12 * 3600
)
SELECT
    judged.* EXCLUDE (before_lng, before_lat, before_at, from_lng, from_lat, to_lng, to_lat),
    CASE
        WHEN channel = 'paper' THEN 'D'
        WHEN arrived_at IS NULL THEN 'U'
        WHEN late OR NOT coalesce(in_shift, false) THEN 'D'
        WHEN arrived_inside AND left_inside THEN 'A'
        WHEN arrived_inside OR left_inside THEN 'B'
        WHEN arrived_inside IS NOT NULL OR left_inside IS NOT NULL THEN 'D'
        ELSE 'C'
    END AS grade,
    CASE
        WHEN channel = 'paper' THEN 'paper'
        WHEN arrived_at IS NULL THEN 'no time'
        WHEN late OR NOT coalesce(in_shift, false) THEN 'late'
        WHEN NOT coalesce(arrived_inside OR left_inside, true) THEN 'outside'
    END AS grade_why,
    list_filter(
        [
            CASE WHEN channel = 'phone' AND came_at > valid_until THEN 'replay' END,
            CASE WHEN skew_seconds > 300 THEN 'clock' END,
            -- faster than 150 km/h, over more than 500 m
            CASE
                WHEN pairing_id IS NOT NULL AND metres_apart(before_lng, before_lat, from_lng, from_lat)
                    > 500 + 150 / 3.6 * greatest(0, epoch(arrived_at) - epoch(before_at)) THEN 'speed'
            END,
            CASE WHEN shared.pairing_id IS NOT NULL THEN 'shared' END
        ],
        lambda flag: flag IS NOT NULL
    ) AS flags
FROM judged
LEFT JOIN shared USING (pairing_id);
