-- grain: one row per row that an older publication outdated: as the newer one has it, it is current again
-- key: incident_id, load_id
UPDATE incidents SET superseded = FALSE, superseded_by = NULL
WHERE superseded_by = $load_id::UUID AND load_id IS DISTINCT FROM $load_id::UUID;
