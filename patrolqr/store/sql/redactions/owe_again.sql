-- grain: one row per redaction whose words a load brought again: the file is to be written anew once more
-- key: redaction_id
UPDATE redactions SET rewritten_at = NULL
WHERE redaction_id IN (
    SELECT redaction_id FROM redacted_texts
    WHERE subject IN (
        SELECT reason_id::VARCHAR FROM reasons WHERE load_id = $load_id::UUID
        UNION ALL
        SELECT incident_id::VARCHAR FROM incidents WHERE load_id = $load_id::UUID
    )
);
