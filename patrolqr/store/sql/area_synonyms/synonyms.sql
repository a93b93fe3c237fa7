-- grain: one row per word for a patrol area, as it was confirmed last
-- key: word
SELECT
    synonyms.word, coalesce(areas.name, 'Area unknown') AS area, synonyms.confirmed_by, synonyms.confirmed_at,
    synonyms.area_id::VARCHAR AS area_id
FROM current_synonyms AS synonyms
LEFT JOIN current_areas AS areas USING (area_id)
ORDER BY synonyms.word;
