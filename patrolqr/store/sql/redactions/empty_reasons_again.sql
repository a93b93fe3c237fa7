-- grain: one row per reason of a load that brings words which were taken out of it before
-- key: reason_id, load_id
UPDATE reasons
SET
    text = CASE WHEN text <> '' THEN $mark ELSE text END,
    sanitised_text = CASE WHEN sanitised_text <> '' THEN $mark ELSE sanitised_text END,
    conditions = CASE WHEN conditions <> '' THEN $mark ELSE conditions END
WHERE load_id = $load_id::UUID
    AND len(list_filter([text, sanitised_text, conditions], lambda each: each <> '' AND each <> $mark)) > 0
    AND (
        sha256(concat(reason_id::VARCHAR, chr(10), trim(text))) IN (SELECT digest FROM redacted_texts)
        OR sha256(concat(reason_id::VARCHAR, chr(10), trim(sanitised_text))) IN (SELECT digest FROM redacted_texts)
        OR sha256(concat(reason_id::VARCHAR, chr(10), trim(conditions))) IN (SELECT digest FROM redacted_texts)
    );
