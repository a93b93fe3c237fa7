-- grain: one row per current row of the load that a later publication of its month holds too: it is that load's now
-- key: incident_id
UPDATE incidents SET load_id = later.load_id
FROM later_months($load_id::UUID) AS later
WHERE incidents.load_id = $load_id::UUID
    AND NOT incidents.superseded
    AND incidents.force IS NOT DISTINCT FROM later.force
    AND incidents.month = later.month
    AND incidents.kind = later.kind;
