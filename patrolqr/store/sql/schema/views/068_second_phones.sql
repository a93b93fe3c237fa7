-- grain: one row per call and pairing that an officer had on one phone while its number was another phone's, or a passkey's that it did not give
-- key: pairing_id
-- Anybody can type a number: such a phone is shown to the sergeant, and sees nothing that is older than itself. One that gave the
-- number's passkey is none, as long as that passkey is not taken away.
-- Asked of one pairing's officer and phone: all officers' pairings of two years beside each other are hundreds of millions of pairs.
-- a view of all of them, before
DROP VIEW IF EXISTS second_phones;

CREATE OR REPLACE MACRO second_phones(of_pairing) AS TABLE
SELECT one.pairing_id
FROM pairings AS one
JOIN pairings AS asking ON asking.pairing_id = of_pairing
    AND asking.device_hash = one.device_hash AND asking.collar = one.collar
WHERE (
    EXISTS (
        FROM pairings AS other
        WHERE other.collar = one.collar AND other.device_hash <> one.device_hash AND other.serial < one.serial
            AND coalesce(other.ended_at, other.ends_at) > one.paired_at
    )
    OR EXISTS (
        FROM collar_passkeys AS keys
        WHERE keys.collar = one.collar AND keys.made_at < one.paired_at
            AND (keys.ended_at IS NULL OR keys.ended_at > one.paired_at)
    )
)
AND NOT EXISTS (
    FROM collar_passkeys AS given
    WHERE given.credential_id = one.passkey_id AND given.ended_at IS NULL
        -- one that was made under this pairing says nothing of who had the number before
        AND given.made_at < one.paired_at
);
