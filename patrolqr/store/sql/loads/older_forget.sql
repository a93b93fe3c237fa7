-- grain: one row per row that an older publication tells otherwise than the newer one that is loaded: it is not kept
-- key: incident_id, load_id
DELETE FROM incidents
WHERE load_id = $load_id::UUID
    AND incident_id IN (SELECT incident_id FROM incidents WHERE load_id IS DISTINCT FROM $load_id::UUID);
