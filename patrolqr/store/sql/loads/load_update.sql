-- grain: one row per known row that this file tells otherwise: outcomes mature, points and types are corrected
-- key: incident_id
UPDATE incidents SET
    load_id = $load_id::UUID, source_line = batch.line,
    origin = if(list_contains($police_types, batch.category), 'police', 'public'),
    kind = if(list_contains($call_types, batch.category), 'call', 'crime'),
    category = batch.category, outcome = batch.outcome, longitude = batch.longitude, latitude = batch.latitude,
    easting = batch.easting, northing = batch.northing, street = batch.street, small_area_id = batch.small_area_id,
    small_area_name = batch.small_area_name, neighbourhood_id = batch.neighbourhood_id, force = batch.force
FROM batch
WHERE incidents.incident_id = batch.incident_id::UUID
    AND batch.reason IS NULL
    AND (
        incidents.category, incidents.outcome, incidents.longitude, incidents.latitude, incidents.street,
        incidents.small_area_id, incidents.small_area_name, incidents.force
    ) IS DISTINCT FROM (
        batch.category, batch.outcome, batch.longitude, batch.latitude, batch.street,
        batch.small_area_id, batch.small_area_name, batch.force
    );
