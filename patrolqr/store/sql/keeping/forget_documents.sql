-- grain: one row per PDF of a briefing that is disposed of
-- key: document_id
DELETE FROM documents WHERE briefing_id IN (SELECT unnest($subjects::UUID[]));
