-- grain: one row per passkey that comes from another database, as it was kept there
-- key: credential_id
MERGE INTO passkeys
USING (
    SELECT
        $credential_id::VARCHAR AS credential_id, $account_id::UUID AS account_id, $public_key::VARCHAR AS public_key,
        $sign_count::BIGINT AS sign_count, $site::VARCHAR AS site, make_timestamptz($made_us::BIGINT) AS made_at,
        make_timestamptz($used_us::BIGINT) AS used_at, make_timestamptz($ended_us::BIGINT) AS ended_at,
        $ended_by::VARCHAR AS ended_by
) AS given
ON passkeys.credential_id = given.credential_id
WHEN MATCHED THEN UPDATE SET
    sign_count = given.sign_count, used_at = given.used_at, ended_at = given.ended_at, ended_by = given.ended_by
WHEN NOT MATCHED THEN INSERT
    (credential_id, account_id, public_key, sign_count, site, made_at, used_at, ended_at, ended_by)
    VALUES (
        given.credential_id, given.account_id, given.public_key, given.sign_count, given.site, given.made_at,
        given.used_at, given.ended_at, given.ended_by
    );
