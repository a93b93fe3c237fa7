-- grain: one row per row of reasons that the load outdated and that is current again
-- key: reason_id
UPDATE reasons SET superseded = FALSE, superseded_by = NULL WHERE superseded_by = $load_id::UUID;
