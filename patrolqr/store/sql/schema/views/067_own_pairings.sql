-- grain: one row per pairing and pairing whose logs its officer may read: itself, and earlier ones once the number is bound
-- key: pairing_id, reads
-- Anybody can type a number. It is bound to a phone that was paired under it alone; on a phone that several officers use
-- each sees only what the pairing of this shift sent.
CREATE OR REPLACE VIEW own_pairings AS
SELECT one.pairing_id, other.pairing_id AS reads
FROM pairings AS one
JOIN pairings AS other ON other.device_hash = one.device_hash AND other.collar = one.collar
WHERE other.pairing_id = one.pairing_id
    OR NOT EXISTS (
        FROM pairings AS shared
        WHERE shared.device_hash = one.device_hash AND shared.collar <> one.collar
    );
