-- grain: one row per known row that this file tells otherwise: outcomes mature, points and types are corrected
-- key: incident_id, load_id
-- The row stays, as what was known before; the file's own is stored beside it.
UPDATE incidents SET superseded = TRUE, superseded_by = $load_id::UUID
FROM batch
WHERE incidents.incident_id = batch.incident_id::UUID
    AND NOT incidents.superseded
    AND batch.reason IS NULL
    AND (
        incidents.category, incidents.outcome, incidents.longitude, incidents.latitude, incidents.street,
        incidents.small_area_id, incidents.small_area_name, incidents.force
    ) IS DISTINCT FROM (
        batch.category, batch.outcome, batch.longitude, batch.latitude, batch.street,
        batch.small_area_id, batch.small_area_name, batch.force
    );
