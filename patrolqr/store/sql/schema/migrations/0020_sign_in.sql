-- grain: one row per account of a person at the desk, ended ones too; it has no password before it was first used
CREATE TABLE accounts (
    account_id UUID NOT NULL,
    name VARCHAR NOT NULL,
    role VARCHAR NOT NULL,
    password_hash VARCHAR,
    invitation_hash VARCHAR,
    invited_until TIMESTAMPTZ,
    made_at TIMESTAMPTZ NOT NULL,
    made_by VARCHAR NOT NULL,
    ended_at TIMESTAMPTZ,
    ended_by VARCHAR
);
-- grain: one row per sign-in of a person at the desk; account_id is NULL where the force's own sign-in says who it is
CREATE TABLE desk_sessions (
    session_id UUID NOT NULL,
    secret_hash VARCHAR NOT NULL,
    person VARCHAR NOT NULL,
    role VARCHAR NOT NULL,
    account_id UUID,
    begun_at TIMESTAMPTZ NOT NULL,
    ends_at TIMESTAMPTZ NOT NULL,
    ended_at TIMESTAMPTZ,
    ended_by VARCHAR
);
