-- grain: one row per passkey by which a phone says that it is an officer's, ended ones too; public_key is what its answers are checked by, in base64url
-- key: credential_id
-- It opens nothing at the desk: whose number a phone may say it is, and no account.
CREATE TABLE collar_passkeys (
    credential_id VARCHAR NOT NULL,
    collar VARCHAR NOT NULL,
    public_key VARCHAR NOT NULL,
    sign_count BIGINT NOT NULL,
    site VARCHAR NOT NULL,
    made_at TIMESTAMPTZ NOT NULL,
    used_at TIMESTAMPTZ,
    ended_at TIMESTAMPTZ,
    ended_by VARCHAR
);

-- the passkey that was made or given under a pairing, NULL for none
ALTER TABLE pairings ADD COLUMN passkey_id VARCHAR;
