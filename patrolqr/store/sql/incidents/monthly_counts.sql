-- grain: one row per month (named by its first day), neighbourhood and crime type in which the public reported anything
-- key: period, neighbourhood_id, category, force, kind
WITH counts AS (
    SELECT
        month AS period,
        neighbourhood_id,
        category,
        force,
        kind,
        count(*) AS incidents
    FROM known_incidents($as_known_at::TIMESTAMPTZ)
    WHERE precision = 'month'
        AND origin = 'public'
        AND category IS NOT NULL
        AND month >= $since::DATE
        AND month < $until::DATE
    GROUP BY ALL
)

SELECT
    counts.period, counts.neighbourhood_id, names.name AS neighbourhood, counts.category, counts.force, counts.kind,
    counts.incidents
FROM counts
LEFT JOIN (SELECT place_id, any_value(name) AS name FROM places WHERE kind = 'neighbourhood' GROUP BY ALL) AS names
    ON names.place_id = counts.neighbourhood_id
ORDER BY ALL
