-- grain: one row per patrol log, and per log that was taken back before it was stored: the group of its id
-- key: place
-- place: the id's first 27 bits (ids_met.PLACE_BITS). Grouping them here would take five times as long.
SELECT (('0x' || substr(log_id::VARCHAR, 1, 8))::BIGINT >> 5)::INTEGER AS place
FROM (
    SELECT log_id FROM patrol_logs WHERE is_current
    UNION ALL
    SELECT log_id FROM taken_back
);
