-- grain: one row per version of a patrol log whose phone's positions are coarsened to about a kilometre
-- key: log_id, version
UPDATE patrol_logs
SET
    arrived_lat = round(arrived_lat, 2), arrived_lng = round(arrived_lng, 2), arrived_accuracy_m = NULL,
    left_lat = round(left_lat, 2), left_lng = round(left_lng, 2), left_accuracy_m = NULL
WHERE log_id IN (SELECT unnest($log_ids::UUID[]));
