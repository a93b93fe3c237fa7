-- grain: one row per text that was taken out of one of these things
-- key: subject, digest
SELECT DISTINCT subject, digest FROM redacted_texts WHERE subject IN (SELECT unnest($subjects::VARCHAR[]));
