-- grain: one row per hold that stands over a thing of that name, area and day
-- key: hold_id
SELECT hold_id::VARCHAR AS hold_id, why, held_by
FROM holds
WHERE lifted_at IS NULL
    AND (subject IS NULL OR subject = $subject)
    AND (area_id IS NULL OR area_id = $area_id::UUID)
    AND (first_day IS NULL OR $day::DATE >= first_day)
    AND (last_day IS NULL OR $day::DATE <= last_day)
ORDER BY held_at;
