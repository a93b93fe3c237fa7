-- grain: one row: a mark that a promise was kept, or its withdrawal; only of a promise that stands in its log
-- key: entry_id, decided_at
INSERT INTO promises_kept (entry_id, log_id, is_kept, decided_by, decided_at)
SELECT entry_id, log_id, $is_kept, $decided_by, $decided_at
FROM engagement_details
WHERE entry_id = $entry_id::UUID AND promise IS NOT NULL;
