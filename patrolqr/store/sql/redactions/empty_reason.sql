-- grain: one row per version of a reason that words are taken out of
-- key: reason_id, load_id
UPDATE reasons
SET
    text = CASE WHEN text <> '' THEN $mark ELSE text END,
    sanitised_text = CASE WHEN sanitised_text <> '' THEN $mark ELSE sanitised_text END,
    conditions = CASE WHEN conditions <> '' THEN $mark ELSE conditions END
WHERE reason_id = $subject::UUID;
