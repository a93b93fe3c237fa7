-- grain: one row per version of what a meeting entered, which is disposed of with its pack
-- key: entry_id, version
DELETE FROM meeting_entries WHERE pack_id IN (SELECT unnest($subjects::UUID[]));
