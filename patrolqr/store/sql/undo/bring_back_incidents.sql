-- grain: one row per row of incidents that the load outdated and that is current again
-- key: incident_id
UPDATE incidents SET superseded = FALSE, superseded_by = NULL, withdrawn = NULL
WHERE superseded_by = $load_id::UUID;
