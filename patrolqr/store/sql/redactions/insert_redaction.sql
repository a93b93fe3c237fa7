-- grain: one row: what was taken out of what, and why
-- key: redaction_id
INSERT INTO redactions (redaction_id, kind, subject, parts, why, rows, redacted_by, redacted_at)
VALUES ($redaction_id::UUID, $kind, $subject, $parts::VARCHAR[], $why, $rows, $redacted_by, $redacted_at);
