-- grain: one row per account that is made
-- key: account_id
INSERT INTO accounts (account_id, name, role, teams, password_hash, invitation_hash, invited_until, made_at, made_by)
VALUES ($account_id, $name, $role, $teams, $password_hash, $invitation_hash, $invited_until, $made_at, $made_by);
