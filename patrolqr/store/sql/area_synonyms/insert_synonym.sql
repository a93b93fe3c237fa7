-- grain: one row: what somebody confirmed that a word for an area means
-- key: word, serial
INSERT INTO area_synonyms (word, area_id, confirmed_by, confirmed_at, serial)
VALUES (
    $word, $area_id::UUID, $confirmed_by, $confirmed_at,
    (SELECT coalesce(max(serial), 0) + 1 FROM area_synonyms)
);
