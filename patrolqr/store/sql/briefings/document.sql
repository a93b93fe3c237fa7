-- grain: one row per document of this kind made for a briefing, the newest first
-- key: made_us
SELECT file_name, content, epoch_us(made_at) AS made_us
FROM documents
WHERE briefing_id = $briefing_id::UUID AND kind = $kind
ORDER BY serial DESC
LIMIT 1;
