-- grain: one row per visit as people read it: where, when, every field of the form; without what opens a pass
CREATE OR REPLACE VIEW read_logs AS
SELECT
    logs.patrol_day,
    logs.shift,
    coalesce(areas.name, 'Area unknown') AS area,
    coalesce(areas.neighbourhood, 'No neighbourhood') AS neighbourhood,
    logs.visited_at,
    logs.minutes,
    logs.* EXCLUDE (
        patrol_day, shift, minutes, capped, visited_at, week, area_id, pass_id, pairing_id, document,
        grade, grade_why, flags, digest, is_current, set_aside_why, received_at, late, channel, entered_by, log_id, version,
        arrived_lat, arrived_lng, arrived_accuracy_m, left_lat, left_lng, left_accuracy_m
    ),
    logs.received_at,
    logs.late,
    logs.channel,
    logs.entered_by,
    logs.version,
    logs.log_id::VARCHAR AS log_id,
    logs.area_id::VARCHAR AS area_id,
    areas.neighbourhood_id
FROM visits AS logs
LEFT JOIN current_areas AS areas USING (area_id);
