-- grain: one row per redaction, the newest first
-- key: redaction_id
SELECT
    redacted_at, kind, subject, array_to_string(parts, ', ') AS parts, why, rows, redacted_by, rewritten_at,
    redaction_id::VARCHAR AS redaction_id
FROM redactions
ORDER BY redacted_at DESC, redaction_id;
