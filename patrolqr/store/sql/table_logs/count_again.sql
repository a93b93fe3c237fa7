-- grain: one row: a load of whose quarantined rows some were taken in after all
-- key: load_id
UPDATE loads
SET
    rows_new = rows_new + $new,
    rows_known = rows_known + $known,
    rows_updated = rows_updated + $updated,
    rows_quarantined = rows_quarantined - $new - $known
WHERE load_id = $load_id::UUID;
