-- grain: one row per disposal list that waits to be confirmed (at most one)
-- key: disposal_id
SELECT
    disposal_id::VARCHAR AS disposal_id, as_of_day, drawn_by, epoch_us(drawn_at) AS drawn_us
FROM disposals
WHERE state = 'open'
ORDER BY drawn_at;
