-- grain: one row per thing on a disposal list: what became of it
-- key: disposal_id, kind, subject
UPDATE disposal_rows SET became = batch.became
FROM batch
WHERE disposal_rows.disposal_id = $disposal_id::UUID
    AND disposal_rows.kind = batch.kind AND disposal_rows.subject = batch.subject;
