-- grain: one row per log of these that was taken back before it was stored, and by whom, from which pairing
-- key: log_id, pairing_id
SELECT log_id::VARCHAR AS log_id, collar, pairing_id::VARCHAR AS pairing_id
FROM taken_back
WHERE log_id IN (SELECT unnest($log_ids::UUID[]));
