-- grain: one row per row of a table that became, or waits to become, that patrol log: as it was read
-- key: load_id, line
UPDATE table_rows SET waiting = NULL WHERE log_id = $log_id::UUID AND waiting IS NOT NULL;
