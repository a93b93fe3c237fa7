-- grain: one row per row of the batch that an earlier publication had withdrawn and this one has again
-- key: incident_id
SELECT incident_id
FROM incidents
SEMI JOIN (SELECT incident_id FROM incidents WHERE withdrawn) AS gone USING (incident_id)
SEMI JOIN (SELECT incident_id::UUID AS incident_id FROM batch WHERE reason IS NULL) AS these USING (incident_id)
GROUP BY incident_id
HAVING NOT bool_or(NOT superseded OR superseded_by IS NOT DISTINCT FROM $load_id::UUID);
