-- grain: one row (at most one): the account whose holder was invited with that code and has not used it
-- key: account_id
SELECT account_id::VARCHAR AS account_id, name, role, teams
FROM accounts
WHERE ended_at IS NULL AND invitation_hash = $invitation_hash AND invited_until > $at;
