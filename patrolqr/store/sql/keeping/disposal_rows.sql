-- grain: one row per thing on a disposal list
-- key: kind, subject
SELECT kind, subject, dated_day, became
FROM disposal_rows
WHERE disposal_id = $disposal_id::UUID
ORDER BY kind, dated_day, subject;
