-- grain: one row per version of an incident whose words are disposed of: when, what type and where stays
-- key: incident_id, load_id
UPDATE incidents SET words = '' WHERE incident_id IN (SELECT unnest($subjects::UUID[]));
