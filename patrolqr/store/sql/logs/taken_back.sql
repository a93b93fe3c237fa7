-- grain: one row per log of these that was taken back before it was stored, and whose it is
-- key: log_id, collar
SELECT log_id::VARCHAR AS log_id, collar FROM taken_back WHERE log_id IN (SELECT unnest($log_ids::UUID[]));
