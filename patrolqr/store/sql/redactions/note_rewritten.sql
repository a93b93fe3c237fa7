-- grain: one row per redaction since which the file was written anew
-- key: redaction_id
UPDATE redactions SET rewritten_at = $at WHERE rewritten_at IS NULL AND redacted_at <= $before;
