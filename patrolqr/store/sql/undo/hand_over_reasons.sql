-- grain: one row per row of reasons that the load outdated and that a later load knows better still
-- key: reason_id
UPDATE reasons SET superseded_by = newer.load_id
FROM (SELECT reason_id, any_value(load_id) AS load_id FROM reasons WHERE NOT coalesce(superseded, FALSE) GROUP BY ALL) AS newer
WHERE reasons.superseded_by = $load_id::UUID AND newer.reason_id = reasons.reason_id;
