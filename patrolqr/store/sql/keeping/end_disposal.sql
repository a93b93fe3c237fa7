-- grain: one row (none where it ended already): a disposal list that was carried out or given up
-- key: disposal_id
UPDATE disposals SET state = $state, ended_by = $ended_by, ended_at = $ended_at
WHERE disposal_id = $disposal_id::UUID AND state = 'open';
