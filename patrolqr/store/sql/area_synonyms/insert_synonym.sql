-- grain: one row: what somebody confirmed that a word for an area means
-- key: word, confirmed_at
INSERT INTO area_synonyms (word, area_id, confirmed_by, confirmed_at)
VALUES ($word, $area_id::UUID, $confirmed_by, $confirmed_at);
