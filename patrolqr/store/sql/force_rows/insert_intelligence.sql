-- grain: one row per intelligence item of the batch that is new, or that is told otherwise than before
-- key: reason_id, load_id
INSERT INTO reasons (
    reason_id, kind, reference, origin, reported_at, dated_day, text, sanitised_text, source_grade, information_grade,
    handling, conditions, expires_day, place, easting, northing, neighbourhood_id, force, source, load_id, superseded
)
SELECT
    batch.reason_id::UUID, 'intelligence', nullif(reference, ''), 'police',
    coalesce(dated_at, timezone($zone, dated_day::TIMESTAMP)), dated_day, nullif(text, ''), nullif(sanitised_text, ''),
    nullif(source_grade, ''), nullif(information_grade, ''), nullif(handling, ''), nullif(conditions, ''), expires_day,
    nullif(place, ''), easting, northing, neighbourhood_id, nullif(force, ''), nullif(source, ''), $load_id::UUID, FALSE
FROM batch
ANTI JOIN (SELECT reason_id FROM known WHERE NOT is_changed) AS same ON same.reason_id = batch.reason_id
WHERE reason IS NULL;
