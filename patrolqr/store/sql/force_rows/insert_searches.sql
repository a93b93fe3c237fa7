-- grain: one row per stop-search of the batch that is not in the database yet
-- key: search_id
INSERT INTO force_stop_searches (
    search_id, load_id, source_line, kind, searched_at, searched_day, part_of_operation, operation, longitude, latitude,
    easting, northing, neighbourhood_id, gender, age_range, self_defined, officer_defined, legislation, object, outcome,
    linked, more_clothing, force, source
)
SELECT
    batch.search_id::UUID, $load_id::UUID, line, kind, searched_at, searched_day, part_of_operation,
    nullif(operation, ''), longitude, latitude, easting, northing, neighbourhood_id, nullif(gender, ''),
    nullif(age_range, ''), nullif(self_defined, ''), nullif(officer_defined, ''), nullif(legislation, ''),
    nullif(object, ''), nullif(outcome, ''), linked, more_clothing, nullif(force, ''), nullif(source, '')
FROM batch
WHERE batch.search_id::UUID NOT IN (SELECT search_id FROM force_stop_searches);
