-- grain: one row: a mapping that somebody confirmed
-- key: fingerprint, serial
INSERT INTO mappings (fingerprint, kind, content, confirmed_by, confirmed_at, serial)
VALUES (
    $fingerprint, $kind, $content, $confirmed_by, $confirmed_at,
    (SELECT coalesce(max(serial), 0) + 1 FROM mappings)
);
