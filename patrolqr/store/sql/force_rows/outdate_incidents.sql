-- grain: one row per known incident that this file tells otherwise: it stays, as what was known before
-- key: incident_id, load_id
UPDATE incidents SET superseded = TRUE, superseded_by = $load_id::UUID
FROM batch
WHERE incidents.incident_id = batch.incident_id::UUID AND batch.is_changed AND NOT incidents.superseded;
