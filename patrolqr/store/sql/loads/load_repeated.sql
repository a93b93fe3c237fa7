-- grain: one row per Crime ID and month that several lines of the batch have
-- key: incident_id
SELECT incident_id
FROM batch
WHERE reference IS NOT NULL AND reason IS NULL
GROUP BY ALL
HAVING count(*) > 1;
