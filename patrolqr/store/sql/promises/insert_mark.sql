-- grain: one row: a mark that a promise was kept, or its withdrawal; only of a promise that stands in its log
-- key: entry_id, serial
INSERT INTO promises_kept (entry_id, log_id, is_kept, decided_by, decided_at, serial)
SELECT
    entry_id, log_id, $is_kept, $decided_by, $decided_at,
    (SELECT coalesce(max(serial), 0) + 1 FROM promises_kept)
FROM engagement_details
WHERE entry_id = $entry_id::UUID AND promise IS NOT NULL;
