-- grain: one row per phone that was paired
-- key: pairing_id
INSERT INTO pairings (pairing_id, secret_hash, device_hash, collar, paired_at, ends_at, is_followed, serial)
VALUES (
    $pairing_id, $secret_hash, $device_hash, $collar, $paired_at, $ends_at, TRUE,
    (SELECT coalesce(max(serial), 0) + 1 FROM pairings)
);
