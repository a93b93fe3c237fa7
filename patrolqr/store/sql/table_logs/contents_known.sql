-- grain: one row per log of those named: its newest version
-- key: log_id
SELECT
    logs.log_id::VARCHAR AS log_id, max(logs.version) AS version,
    arg_max(logs.digest, logs.version) AS digest,
    -- when its platform says it was changed last; empty where it does not
    arg_max(coalesce(logs.document ->> '$.from_table.edited_at', ''), logs.version) AS edited_at,
    coalesce(bool_or(logs.set_aside_why IS NOT NULL), false) AS set_aside
FROM patrol_logs AS logs
WHERE logs.log_id IN (SELECT unnest($log_ids::UUID[]))
GROUP BY logs.log_id;
