-- grain: one row per account that comes from another database, as it was kept there
-- key: account_id
MERGE INTO accounts
USING (
    SELECT
        $account_id::UUID AS account_id, $name::VARCHAR AS name, $role::VARCHAR AS role,
        $teams::VARCHAR[] AS teams,
        $password_hash::VARCHAR AS password_hash, $invitation_hash::VARCHAR AS invitation_hash,
        make_timestamptz($invited_us::BIGINT) AS invited_until, make_timestamptz($made_us::BIGINT) AS made_at,
        $made_by::VARCHAR AS made_by, make_timestamptz($ended_us::BIGINT) AS ended_at, $ended_by::VARCHAR AS ended_by
) AS given
ON accounts.account_id = given.account_id
WHEN MATCHED THEN UPDATE SET
    role = given.role, teams = given.teams, password_hash = given.password_hash, invitation_hash = given.invitation_hash,
    invited_until = given.invited_until, ended_at = given.ended_at, ended_by = given.ended_by
WHEN NOT MATCHED THEN INSERT
    (account_id, name, role, teams, password_hash, invitation_hash, invited_until, made_at, made_by, ended_at, ended_by)
    VALUES (
        given.account_id, given.name, given.role, given.teams, given.password_hash, given.invitation_hash, given.invited_until,
        given.made_at, given.made_by, given.ended_at, given.ended_by
    );
