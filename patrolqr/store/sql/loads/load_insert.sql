-- grain: one row per row of the batch that is not in the database yet
INSERT INTO incidents BY NAME
SELECT
    batch.incident_id::UUID AS incident_id, $load_id::UUID AS load_id, 'data.police.uk' AS source, line AS source_line,
    reference,
    if(list_contains($police_types, category), 'police', 'public') AS origin,
    'month' AS precision,
    if(list_contains($call_types, category), 'call', 'crime') AS kind,
    month, category, outcome, longitude, latitude, easting, northing, street,
    small_area_id, small_area_name, neighbourhood_id, force, FALSE AS superseded
FROM batch
ANTI JOIN known ON known.incident_id::UUID = batch.incident_id::UUID
WHERE reason IS NULL;
