-- grain: one row per precision, kind, crime type, neighbourhood and outcome of what the public reported in the days asked for
-- key: precision, kind, category, neighbourhood_id, outcome
-- neighbourhood_id is '' where none is known. An outcome is how far it has come: a force's own words stay here.
WITH counts AS (
    SELECT
        precision, kind, coalesce(category, '') AS category, coalesce(neighbourhood_id, '') AS neighbourhood_id,
        CASE outcome_stage(outcome)
            WHEN 0 THEN 'No outcome known'
            WHEN 1 THEN 'Status update unavailable'
            WHEN 2 THEN 'Under investigation'
            WHEN 3 THEN 'Awaiting court outcome'
            ELSE 'Outcome reached'
        END AS outcome,
        count(*) AS incidents
    FROM current_incidents
    WHERE origin = 'public'
        AND coalesce(patrol_day, month) >= $since::DATE AND coalesce(patrol_day, month) < $until::DATE
        AND ($force IS NULL OR force IS NULL OR force = $force)
    GROUP BY ALL
)
SELECT
    counts.precision, counts.kind, counts.category, counts.neighbourhood_id,
    coalesce(names.name, 'No neighbourhood') AS neighbourhood, counts.outcome, counts.incidents
FROM counts
LEFT JOIN (SELECT place_id, any_value(name) AS name FROM places WHERE kind = 'neighbourhood' GROUP BY ALL) AS names
    ON names.place_id = counts.neighbourhood_id
ORDER BY ALL;
