-- grain: one row: how many rows of a load bring words that were taken out of them before
-- key: rows
SELECT count(*) AS rows
FROM (
    SELECT sha256(concat(reason_id::VARCHAR, chr(10), trim(each))) AS digest
    FROM (
        SELECT reason_id, unnest([text, sanitised_text, conditions]) AS each FROM reasons WHERE load_id = $load_id::UUID
        UNION ALL
        SELECT incident_id, words FROM incidents WHERE load_id = $load_id::UUID AND words <> ''
    )
)
WHERE digest IN (SELECT digest FROM redacted_texts);
