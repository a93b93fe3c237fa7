-- grain: one row per usable row of the batch, where other loads have rows of its months
-- key: incident_id
INSERT INTO seen (incident_id)
SELECT incident_id::UUID
FROM batch
WHERE reason IS NULL
    AND EXISTS (
        SELECT 1
        FROM covered
        WHERE precision = 'month'
            AND first_day BETWEEN (SELECT min(month) FROM batch) AND (SELECT max(month) FROM batch)
    );
