-- grain: one row where any row of the batch is in the database already, by this load or an earlier one; none where not
-- key: there
SELECT TRUE AS there
FROM incidents
SEMI JOIN (SELECT incident_id::UUID AS incident_id FROM batch WHERE reason IS NULL) AS these USING (incident_id)
WHERE month BETWEEN (SELECT min(month) FROM batch) AND (SELECT max(month) FROM batch)
LIMIT 1;
