-- grain: one row per row of the file whose month is there from other loads; gone when the load ends
-- key: incident_id
CREATE TEMP TABLE seen (incident_id UUID);
