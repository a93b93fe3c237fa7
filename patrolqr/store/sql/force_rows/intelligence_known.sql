-- grain: one row per item of the batch that is in the database already, and whether this file tells it otherwise
-- key: reason_id
SELECT
    batch.reason_id,
    (
        reasons.text, reasons.sanitised_text, reasons.source_grade, reasons.information_grade, reasons.handling,
        reasons.conditions, reasons.expires_day
    ) IS DISTINCT FROM (
        nullif(batch.text, ''), nullif(batch.sanitised_text, ''), nullif(batch.source_grade, ''),
        nullif(batch.information_grade, ''), nullif(batch.handling, ''), nullif(batch.conditions, ''), batch.expires_day
    ) AS is_changed
FROM reasons
JOIN batch ON reasons.reason_id = batch.reason_id::UUID
WHERE NOT coalesce(reasons.superseded, FALSE) AND batch.reason IS NULL;
