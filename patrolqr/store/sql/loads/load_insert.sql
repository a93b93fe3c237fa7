-- grain: one row per row of the batch that is not in the database yet
-- key: incident_id
INSERT INTO incidents (
    incident_id, load_id, source, source_line, reference, origin, precision, kind, month, category, outcome,
    longitude, latitude, easting, northing, street, small_area_id, small_area_name, neighbourhood_id, force,
    superseded
)
SELECT
    batch.incident_id::UUID, $load_id::UUID, 'data.police.uk', line, reference,
    if(list_contains($police_types, category), 'police', 'public'),
    'month',
    if(list_contains($call_types, category), 'call', 'crime'),
    month, category, outcome,
    longitude, latitude, easting, northing, street, small_area_id, small_area_name, neighbourhood_id, force,
    FALSE
FROM batch
ANTI JOIN known ON known.incident_id::UUID = batch.incident_id::UUID
WHERE reason IS NULL;
