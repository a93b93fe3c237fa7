-- grain: one row per row of a month published again that this publication has no more: it stays, as what was known before
-- key: incident_id
UPDATE incidents SET superseded = TRUE, superseded_by = $load_id::UUID, withdrawn = TRUE
FROM covered
WHERE covered.load_id = $load_id::UUID AND covered.whole
    AND incidents.source = 'data.police.uk'
    AND incidents.force IS NOT DISTINCT FROM covered.force
    AND incidents.month = covered.first_day
    AND incidents.kind = covered.kind
    AND NOT incidents.superseded
    AND incidents.load_id IS DISTINCT FROM $load_id::UUID
    AND incidents.incident_id NOT IN (SELECT incident_id FROM seen);
