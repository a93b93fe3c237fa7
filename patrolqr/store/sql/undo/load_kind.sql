-- grain: one row (at most one): what kind of file a load was, unless it was taken back
-- key: kind
SELECT kind, coalesce(keeps_before, FALSE) AS keeps_before
FROM loads WHERE load_id = $load_id::UUID AND undone_at IS NULL;
