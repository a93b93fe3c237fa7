-- grain: one row per word and patrol log in whose notes it stands
-- key: word, log_id
SELECT
    words.word, notes.log_id::VARCHAR AS log_id, notes.patrol_day, notes.shift, notes.area_id::VARCHAR AS area_id,
    coalesce(areas.name, 'Area unknown') AS area, notes.text
FROM known_notes($as_known_at::TIMESTAMPTZ, $since::DATE, $until::DATE) AS notes
JOIN (
    SELECT DISTINCT log_id, word
    FROM note_words($as_known_at::TIMESTAMPTZ, $since::DATE, $until::DATE)
    WHERE list_contains($words::VARCHAR[], word)
) AS words ON words.log_id = notes.log_id
LEFT JOIN current_areas AS areas ON areas.area_id = notes.area_id
ORDER BY words.word, notes.patrol_day DESC, notes.log_id;
