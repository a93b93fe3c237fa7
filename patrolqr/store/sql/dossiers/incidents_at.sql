-- grain: one row per incident in the counting square of a side that holds a point, newest first, of patrol days (months) from since to before until
-- key: incident_id
-- began_at, ended_at: between which instants it happened; both NULL where no time of day is known.
SELECT
    incident_id::VARCHAR AS incident_id,
    coalesce(patrol_day, month) AS day,
    if(occurred_to IS NULL, occurred_at, occurred_from) AS began_at,
    if(occurred_from IS NULL, occurred_at, occurred_to) AS ended_at,
    category, street, origin, kind, reference, outcome, neighbourhood_id, force
FROM current_incidents
WHERE square_number(easting, side := $side) = square_number($easting, side := $side)
    AND square_number(northing, side := $side) = square_number($northing, side := $side)
    AND precision = $precision
    AND coalesce(patrol_day, month) >= $since::DATE AND coalesce(patrol_day, month) < $until::DATE
ORDER BY day DESC, began_at DESC, incident_id;
