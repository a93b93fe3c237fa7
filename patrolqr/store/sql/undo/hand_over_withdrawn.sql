-- grain: one row per row that the load outdated or withdrew and that a later publication of its month has no more either
-- key: incident_id
UPDATE incidents SET superseded_by = later.load_id, withdrawn = TRUE
FROM later_months($load_id::UUID) AS later
WHERE incidents.superseded_by = $load_id::UUID
    AND incidents.force IS NOT DISTINCT FROM later.force
    AND incidents.month = later.month
    AND incidents.kind = later.kind;
