-- grain: one row per version of a reason that is disposed of: when, what kind and where it was stays
-- key: reason_id, load_id
UPDATE reasons
SET text = '', sanitised_text = '', place = '', conditions = ''
WHERE reason_id IN (SELECT unnest($subjects::UUID[]));
