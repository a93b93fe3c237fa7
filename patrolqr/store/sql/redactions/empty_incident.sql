-- grain: one row per version of an incident that words are taken out of
-- key: incident_id, load_id
UPDATE incidents SET words = $mark WHERE incident_id = $subject::UUID AND words <> '';
