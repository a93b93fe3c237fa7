-- grain: one row per document made of versions of briefings that words were taken out of
-- key: document_id
DELETE FROM documents WHERE briefing_id IN (SELECT unnest($briefing_ids::UUID[]));
