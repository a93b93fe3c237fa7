-- grain: one row per word for a patrol area in force, as it was confirmed last
-- key: word
SELECT synonyms.word, synonyms.area_id::VARCHAR AS area_id
FROM (SELECT word, arg_max(area_id, confirmed_at) AS area_id FROM area_synonyms GROUP BY word) AS synonyms
JOIN current_areas USING (area_id);
