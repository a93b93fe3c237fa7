-- grain: one row per reference that several lines of the batch have
-- key: incident_id
SELECT incident_id FROM batch WHERE reference <> '' GROUP BY ALL HAVING count(*) > 1;
