-- grain: one row per pairing that was made while another phone had the same number
-- key: pairing_id
-- Anybody can type a number: such a phone is shown to the sergeant, and sees nothing that is older than itself.
CREATE OR REPLACE VIEW second_phones AS
SELECT one.pairing_id
FROM pairings AS one
WHERE EXISTS (
    FROM pairings AS other
    WHERE other.collar = one.collar AND other.device_hash <> one.device_hash AND other.serial < one.serial
        AND coalesce(other.ended_at, other.ends_at) > one.paired_at
);
