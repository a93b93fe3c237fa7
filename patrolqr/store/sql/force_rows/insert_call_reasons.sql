-- grain: one row per call of this load: a reason for a patrol, in the words that were written
-- key: reason_id
INSERT INTO reasons (
    reason_id, kind, reference, origin, reported_at, dated_day, text, place, easting, northing, neighbourhood_id,
    force, source, load_id, superseded
)
SELECT
    incident_id, 'call', reference, origin, coalesce(reported_at, occurred_from), patrol_day,
    concat_ws(': ', coalesce(force_type, category), words), street, easting, northing, neighbourhood_id,
    force, source, load_id, FALSE
FROM incidents
WHERE load_id = $load_id::UUID AND kind = 'call';
