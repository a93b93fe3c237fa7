-- grain: one row per reason that a row of this load knows better
-- key: reason_id, load_id
UPDATE reasons SET superseded = TRUE, superseded_by = $load_id::UUID
WHERE NOT coalesce(superseded, FALSE) AND load_id <> $load_id::UUID
    AND reason_id IN (SELECT reason_id FROM reasons WHERE load_id = $load_id::UUID);
