-- grain: one row: the patrol days from the first to the last of which there are logs with notes; none where there are none
-- key: first_day
-- newest_us: when the last of them came in or was corrected
SELECT
    min(patrol_day) AS first_day, max(patrol_day) AS last_day, count(*) AS rows, epoch_us(max(received_at)) AS newest_us
FROM known_notes($as_known_at::TIMESTAMPTZ, DATE '1900-01-01', $until::DATE)
HAVING count(*) > 0;
