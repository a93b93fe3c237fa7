-- grain: one row per hold, those that stand first, then the newest
-- key: hold_id
SELECT
    holds.hold_id::VARCHAR AS hold_id, holds.subject, areas.name AS area, holds.first_day, holds.last_day, holds.why,
    holds.held_by, holds.held_at, holds.lifted_by, holds.lifted_at
FROM holds
LEFT JOIN current_areas AS areas ON areas.area_id = holds.area_id
ORDER BY holds.lifted_at IS NOT NULL, holds.held_at DESC, hold_id;
