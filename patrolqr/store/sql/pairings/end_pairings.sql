-- grain: one row per pairing that ends now: the one named, or all of one phone
-- key: pairing_id
UPDATE pairings
SET ended_at = $at, ended_why = $why
WHERE ended_at IS NULL AND ends_at > $at
    AND (pairing_id = $pairing_id::UUID OR device_hash = $device_hash);
