-- grain: one row per passkey of the holder of an account, ended ones too; public_key is what its answers are checked by, in base64url
CREATE TABLE passkeys (
    credential_id VARCHAR NOT NULL,
    account_id UUID NOT NULL,
    public_key VARCHAR NOT NULL,
    sign_count BIGINT NOT NULL,
    site VARCHAR NOT NULL,
    made_at TIMESTAMPTZ NOT NULL,
    used_at TIMESTAMPTZ,
    ended_at TIMESTAMPTZ,
    ended_by VARCHAR
);
