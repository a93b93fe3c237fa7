-- grain: one row per stop-search detailed in a patrol log, of the patrol days, places and teams asked for
-- key: log_id, number
-- again: another log of its area and duty reports it under the same reference, and counts it.
-- reviewed_at: when its log was first approved or asked about, NULL where that waits.
WITH decided AS (
    SELECT log_id, version, min(decided_at) AS reviewed_at
    FROM log_reviews
    WHERE state IN ('approved', 'query')
    GROUP BY log_id, version
)
SELECT
    details.log_id::VARCHAR AS log_id, details.number, details.patrol_day AS day, details.visited_at AS searched_at,
    coalesce(areas.name, 'Area unknown') AS area, coalesce(areas.neighbourhood, 'No neighbourhood') AS neighbourhood,
    details.kind, details.power, details.object, details.outcome, details.linked, details.more_clothing,
    details.self_defined, details.ethnicity_missing, details.officer_defined, details.gender, details.age_range,
    details.found, details.body_worn, details.body_worn_why, details.told, details.recorded, details.reference,
    details.arrived_at IS NOT NULL AS is_timed, details.is_signed, details.received_at,
    decided.reviewed_at, details.again
FROM told_searches($since, $until) AS details
LEFT JOIN current_areas AS areas ON areas.area_id = details.area_id
LEFT JOIN decided ON decided.log_id = details.log_id AND decided.version = details.version
WHERE ($teams IS NULL OR list_contains($teams, details.team_id))
    AND ($neighbourhoods IS NULL OR list_contains($neighbourhoods, areas.neighbourhood_id))
ORDER BY searched_at DESC, log_id, number;
