-- grain: one row per account, ended ones too, as it is kept
-- key: account_id
SELECT
    account_id::VARCHAR AS account_id, name, role, teams, password_hash, invitation_hash, epoch_us(invited_until) AS invited_us,
    epoch_us(made_at) AS made_us, made_by, epoch_us(ended_at) AS ended_us, ended_by
FROM accounts
ORDER BY account_id;
