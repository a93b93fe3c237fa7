-- grain: one row per Crime ID and month of the batch that an earlier batch of the same file had
-- key: incident_id
SELECT DISTINCT incident_id
FROM incidents
SEMI JOIN (SELECT incident_id::UUID AS incident_id FROM batch WHERE reference IS NOT NULL AND reason IS NULL) AS these
    USING (incident_id)
WHERE load_id = $load_id::UUID;
