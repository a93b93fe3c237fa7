-- grain: one row: a load that was taken back; that it was made stays on record
-- key: load_id
UPDATE loads SET undone_at = $undone_at, undone_by = $undone_by
WHERE load_id = $load_id::UUID AND undone_at IS NULL;
