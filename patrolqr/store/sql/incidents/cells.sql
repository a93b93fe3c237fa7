-- grain: one row per counting square in which anything was recorded in the period or the comparable one before it
-- key: cell
-- Only what the public reported is counted; what police activity generated stands in police_count and is never added.
-- since/until and before_since/before_until are first and first-after days (of months for month data).
-- Most frequent names come from small counts per name: mode() keeps a hash table per square and is ten times slower.
WITH chosen AS NOT MATERIALIZED (
    SELECT
        square_number(easting) AS x,
        square_number(northing) AS y,
        coalesce(patrol_day, month) AS day,
        category,
        street,
        neighbourhood_id,
        origin
    FROM current_incidents
    WHERE precision = $precision
        AND easting IS NOT NULL
        AND ($categories IS NULL OR list_contains($categories::VARCHAR[], category))
        AND ($neighbourhoods IS NULL OR list_contains($neighbourhoods::VARCHAR[], neighbourhood_id))
),

types AS MATERIALIZED (
    SELECT
        x, y, category,
        count(*) FILTER (origin = 'public' AND day >= $since::DATE) AS n,
        count(*) FILTER (origin = 'public' AND day < $before_until::DATE) AS before,
        count(*) FILTER (origin = 'police' AND day >= $since::DATE) AS police
    FROM chosen
    WHERE origin IN ('public', 'police')
        AND day >= $before_since::DATE AND day < $until::DATE AND (day >= $since::DATE OR day < $before_until::DATE)
    GROUP BY ALL
),

points AS MATERIALIZED (
    SELECT x, y, street, neighbourhood_id, count(*) AS n
    FROM chosen
    WHERE origin = 'public' AND day >= $since::DATE AND day < $until::DATE
    GROUP BY ALL
),

cells AS (
    SELECT
        x, y,
        sum(n)::BIGINT AS count,
        sum(before)::BIGINT AS count_before,
        sum(police)::BIGINT AS police_count,
        arg_max(category, (n, category)) FILTER (n > 0 AND category IS NOT NULL) AS top_category,
        max(n) FILTER (category IS NOT NULL) AS top_category_count
    FROM types
    GROUP BY ALL
),

top_streets AS (
    SELECT
        x, y,
        arg_max(street, (n, street)) AS street,
        arg_max(street, (n, street)) FILTER (NOT list_contains($kinds_of_point::VARCHAR[], street)) AS named_street,
        arg_max(street, (n, street)) FILTER (list_contains($snap_points::VARCHAR[], street)) AS snap_point,
        (sum(n) FILTER (list_contains($snap_points::VARCHAR[], street)))::BIGINT AS snap_count
    FROM (SELECT x, y, street, sum(n)::BIGINT AS n FROM points WHERE street IS NOT NULL GROUP BY ALL)
    GROUP BY ALL
),

top_neighbourhoods AS (
    SELECT x, y, arg_max(neighbourhood_id, (n, neighbourhood_id)) AS neighbourhood_id
    FROM (
        SELECT x, y, neighbourhood_id, sum(n)::BIGINT AS n FROM points WHERE neighbourhood_id IS NOT NULL GROUP BY ALL
    )
    GROUP BY ALL
),

names AS (
    SELECT place_id AS neighbourhood_id, any_value(name) AS neighbourhood
    FROM places
    WHERE kind = 'neighbourhood'
    GROUP BY ALL
)

SELECT
    square_name(x, y) AS cell,
    square_metres(x) AS easting,
    square_metres(y) AS northing,
    count,
    count_before,
    police_count,
    coalesce(snap_count, 0) AS snap_count,
    snap_point,
    street,
    named_street,
    top_category,
    coalesce(top_category_count, 0) AS top_category_count,
    neighbourhood_id,
    neighbourhood
FROM cells
LEFT JOIN top_streets USING (x, y)
LEFT JOIN top_neighbourhoods USING (x, y)
LEFT JOIN names USING (neighbourhood_id)
ORDER BY count DESC, cell
