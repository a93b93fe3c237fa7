-- grain: one row per reason as it is known now: calls, intelligence, incidents to the minute, priorities, concerns
-- key: reason_id
-- text is what may be read: of intelligence the sanitised text alone, nothing where there is none.
-- team_id is that of the team whose priority it is, NULL where it is everybody's.
CREATE OR REPLACE VIEW dated_reasons AS
WITH kept AS (
    SELECT * FROM reasons WHERE NOT coalesce(superseded, FALSE)
)
SELECT
    kept.reason_id, kept.kind, kept.reference, kept.origin, kept.reported_at AS dated_at, incidents.category,
    CASE kept.kind WHEN 'intelligence' THEN kept.sanitised_text ELSE kept.text END AS text,
    NULL::VARCHAR AS action, NULL::DATE AS review_day,
    kept.source_grade, kept.information_grade, kept.handling, kept.conditions, kept.expires_day, kept.place,
    kept.easting, kept.northing, kept.neighbourhood_id, NULL::VARCHAR AS team_id, NULL::UUID AS area_id
FROM kept
-- a call has its incident's id
LEFT JOIN current_incidents AS incidents ON incidents.incident_id = kept.reason_id
UNION ALL
-- a month is no night: only what is known to the minute comes in, and a call is a reason already
SELECT
    incidents.incident_id, 'incident', incidents.reference, incidents.origin,
    coalesce(incidents.reported_at, incidents.occurred_at, incidents.occurred_from), incidents.category,
    coalesce(incidents.words, incidents.force_type, incidents.category),
    NULL, NULL, NULL, NULL, NULL, NULL, NULL, incidents.street, incidents.easting, incidents.northing,
    incidents.neighbourhood_id, NULL, NULL
FROM current_incidents AS incidents
ANTI JOIN kept ON kept.reference = incidents.reference
WHERE incidents.precision = 'minute' AND incidents.kind <> 'call'
UNION ALL
SELECT
    priority_id, 'priority', NULL, 'partner', kept_at, NULL, issue, action, review_day, NULL, NULL, NULL, NULL, NULL,
    NULL, NULL, NULL, NULL, team_id, area_id
FROM current_priorities
WHERE NOT is_closed;
