-- grain: one row: the pairing under which a passkey was made or given
-- key: pairing_id
UPDATE pairings SET passkey_id = $passkey_id WHERE pairing_id = $pairing_id::UUID;
