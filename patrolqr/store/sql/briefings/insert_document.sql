-- grain: one row: a document as it was made
INSERT INTO documents VALUES (uuid(), $briefing_id, $kind, $file_name, $sha256, $content, $made_at);
