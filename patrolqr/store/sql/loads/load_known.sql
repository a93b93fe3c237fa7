-- grain: one row per row of the batch that is in the database, but for what this load outdated or an earlier one withdrew
-- key: incident_id
SELECT incident_id
FROM incidents
SEMI JOIN (SELECT incident_id::UUID AS incident_id FROM batch WHERE reason IS NULL) USING (incident_id)
WHERE month BETWEEN (SELECT min(month) FROM batch) AND (SELECT max(month) FROM batch)
GROUP BY incident_id
HAVING bool_or(NOT superseded)
    OR NOT bool_or(superseded_by IS NOT DISTINCT FROM $load_id::UUID OR coalesce(withdrawn, FALSE));
