-- grain: one row per version of one patrol log that waits, or waited, for a sergeant to name its officer
-- key: version
SELECT version, document FROM unclaimed_logs WHERE log_id = $log_id::UUID ORDER BY version;
