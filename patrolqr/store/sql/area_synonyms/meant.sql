-- grain: one row per word for a patrol area in force, as it was confirmed last
-- key: word
SELECT synonyms.word, synonyms.area_id::VARCHAR AS area_id
FROM current_synonyms AS synonyms
JOIN current_areas USING (area_id);
