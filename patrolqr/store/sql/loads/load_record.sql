-- grain: one row per file that was loaded, also if it was loaded before
-- key: load_id
INSERT INTO loads (
    load_id, kind, file_name, sha256, loaded_at, rows_read, rows_new, rows_known, rows_updated, rows_quarantined,
    keeps_before, serial
)
VALUES (
    $load_id::UUID, $kind, $file_name, $sha256, $loaded_at, $read, $new, $known, $updated, $quarantined, TRUE,
    (SELECT coalesce(max(serial), 0) + 1 FROM loads)
);
