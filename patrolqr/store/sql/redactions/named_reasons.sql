-- grain: one row per reason or incident of that reference or id
-- key: subject
SELECT subject, max(day) AS day
FROM (
    SELECT reason_id::VARCHAR AS subject, dated_day AS day
    FROM reasons
    WHERE reference = $reference OR reason_id::VARCHAR = lower($reference)
    UNION ALL
    SELECT incident_id::VARCHAR, coalesce(patrol_day, month)
    FROM incidents
    WHERE reference = $reference OR incident_id::VARCHAR = lower($reference)
)
GROUP BY subject
ORDER BY subject
LIMIT 3;
