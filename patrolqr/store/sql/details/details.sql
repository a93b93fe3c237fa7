-- grain: one row per thing detailed in the logs named, in the order in which its officer told it
-- key: group_name, log_id, number
SELECT group_name, log_id::VARCHAR AS log_id, entry_id::VARCHAR AS entry_id, number, answers
FROM log_details
WHERE log_id IN (SELECT unnest($log_ids::UUID[]))
ORDER BY log_id, group_name, number;
