-- grain: one row per row of incidents that the load outdated and that a later load knows better still
-- key: incident_id
UPDATE incidents SET superseded_by = newer.load_id, withdrawn = NULL
FROM (SELECT incident_id, any_value(load_id) AS load_id FROM incidents WHERE NOT superseded GROUP BY ALL) AS newer
WHERE incidents.superseded_by = $load_id::UUID AND newer.incident_id = incidents.incident_id;
