-- grain: one row per phone that was paired
-- key: pairing_id
INSERT INTO pairings (pairing_id, secret_hash, device_hash, collar, paired_at, ends_at)
VALUES ($pairing_id, $secret_hash, $device_hash, $collar, $paired_at, $ends_at);
