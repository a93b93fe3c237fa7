-- grain: one row: a document as it was made
-- key: document_id
INSERT INTO documents (
    document_id, briefing_id, kind, file_name, sha256, content, made_at, serial
)
VALUES (
    uuid(), $briefing_id, $kind, $file_name, $sha256, $content, $made_at,
    (SELECT coalesce(max(serial), 0) + 1 FROM documents)
);
