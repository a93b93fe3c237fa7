-- grain: one row: whether any passkey goes on that was made for this site
-- key: are_kept
SELECT count(*) > 0 AS are_kept FROM passkeys WHERE ended_at IS NULL AND site = $site;
