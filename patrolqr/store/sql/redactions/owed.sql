-- grain: one row: how many redactions wait for the file to be written anew, and when the newest of all was
-- key: owed
SELECT count(*) FILTER (rewritten_at IS NULL) AS owed, epoch_us(max(redacted_at)) AS newest_us FROM redactions;
