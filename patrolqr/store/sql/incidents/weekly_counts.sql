-- grain: one row per week (named by its Monday), neighbourhood and crime type in which the public reported anything
-- key: period, neighbourhood_id, category, force, kind
WITH counts AS (
    SELECT
        date_trunc('week', patrol_day)::DATE AS period,
        neighbourhood_id,
        category,
        force,
        kind,
        count(*) AS incidents
    FROM known_incidents($as_known_at::TIMESTAMPTZ)
    WHERE precision = 'minute'
        AND origin = 'public'
        AND category IS NOT NULL
        AND patrol_day >= $since::DATE
        AND patrol_day < $until::DATE
    GROUP BY ALL
)

SELECT
    counts.period, counts.neighbourhood_id, names.name AS neighbourhood, counts.category, counts.force, counts.kind,
    counts.incidents
FROM counts
LEFT JOIN (SELECT place_id, any_value(name) AS name FROM places WHERE kind = 'neighbourhood' GROUP BY ALL) AS names
    ON names.place_id = counts.neighbourhood_id
ORDER BY ALL
