-- grain: one row: a mapping that somebody confirmed
-- key: fingerprint, confirmed_at
INSERT INTO mappings (fingerprint, kind, content, confirmed_by, confirmed_at)
VALUES ($fingerprint, $kind, $content, $confirmed_by, $confirmed_at);
