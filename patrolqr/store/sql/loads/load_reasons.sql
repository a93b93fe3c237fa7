-- grain: one row per reason for which rows of a load were quarantined
-- key: reason
SELECT reason, count(*) AS rows FROM quarantine WHERE load_id = $load_id::UUID GROUP BY ALL ORDER BY rows DESC, reason;
