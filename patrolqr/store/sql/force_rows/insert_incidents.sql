-- grain: one row per incident or call of the batch that is new, or that is told otherwise than before
-- key: incident_id, load_id
INSERT INTO incidents (
    incident_id, load_id, source, source_line, reference, origin, precision, kind, month, occurred_at, occurred_from,
    occurred_to, patrol_day, last_day, reported_at, category, force_type, outcome, longitude, latitude, easting,
    northing, street, small_area_id, neighbourhood_id, force, words, grade, doubt, superseded
)
SELECT
    batch.incident_id::UUID, $load_id::UUID, source, line, nullif(reference, ''),
    coalesce(nullif(origin, ''), if(list_contains($police_types, type), 'police', 'public')),
    'minute', -- exact, not snapped: where the hour is not known, occurred_at is empty
    $kind,
    date_trunc('month', first_day)::DATE,
    -- an hour only where it is known: a night between two times has none
    CASE WHEN epoch_us(occurred_to) - epoch_us(occurred_from) <= $known_within_us THEN occurred_from END,
    occurred_from, occurred_to, patrol_day, last_day, reported_at, type, nullif(force_type, ''), nullif(outcome, ''),
    longitude, latitude, easting, northing, nullif(location, ''), small_area_id,
    coalesce(named.place_id, neighbourhood_id), nullif(force, ''), nullif(words, ''), nullif(grade, ''), doubt, FALSE
FROM batch
LEFT JOIN (
    SELECT lower(name) AS word, any_value(place_id) AS place_id
    FROM (
        SELECT place_id, name FROM places WHERE kind = 'neighbourhood'
        UNION ALL
        SELECT place_id, place_id FROM places WHERE kind = 'neighbourhood'
    )
    GROUP BY ALL
) AS named ON named.word = lower(nullif(batch.neighbourhood, ''))
ANTI JOIN (SELECT incident_id FROM known WHERE NOT is_changed) AS same ON same.incident_id = batch.incident_id
WHERE reason IS NULL;
