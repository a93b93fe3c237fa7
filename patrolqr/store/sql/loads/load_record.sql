-- grain: one row per file that was loaded, also if it was loaded before
INSERT INTO loads VALUES (
    $load_id::UUID, $kind, $file_name, $sha256, $loaded_at, $read, $new, $known, $updated, $quarantined
);
