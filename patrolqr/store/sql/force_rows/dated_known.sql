-- grain: one row per row of the batch that is in the database already, and whether this file tells it otherwise
-- key: incident_id
SELECT
    batch.incident_id,
    (
        incidents.category, incidents.force_type, incidents.outcome, incidents.longitude, incidents.latitude,
        incidents.street, incidents.occurred_from, incidents.occurred_to, incidents.patrol_day, incidents.words
    ) IS DISTINCT FROM (
        batch.type, nullif(batch.force_type, ''), nullif(batch.outcome, ''), batch.longitude, batch.latitude,
        nullif(batch.location, ''), batch.occurred_from, batch.occurred_to, batch.patrol_day, nullif(batch.words, '')
    ) AS is_changed
FROM incidents
JOIN batch ON incidents.incident_id = batch.incident_id::UUID
WHERE NOT incidents.superseded AND batch.reason IS NULL;
