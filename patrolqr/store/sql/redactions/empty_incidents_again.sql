-- grain: one row per incident of a load that brings words which were taken out of it before
-- key: incident_id, load_id
UPDATE incidents SET words = $mark
WHERE load_id = $load_id::UUID
    AND sha256(concat(incident_id::VARCHAR, chr(10), trim(words))) IN (SELECT digest FROM redacted_texts);
