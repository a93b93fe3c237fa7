-- grain: one row per row of a table as it was read, which is disposed of with its load's quarantine
-- key: load_id, line
UPDATE table_rows SET waiting = NULL WHERE load_id IN (SELECT unnest($subjects::UUID[])) AND waiting IS NOT NULL;
