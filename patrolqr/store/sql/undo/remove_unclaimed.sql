-- grain: one row per log of a phone's file that waits for a sergeant, whose load is taken back
-- key: log_id, version
DELETE FROM unclaimed_logs WHERE load_id = $load_id::UUID AND decision IS NULL;
