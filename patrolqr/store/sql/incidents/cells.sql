-- grain: one row per counting square of a side in which anything was recorded in the period or the comparable one before it
-- key: cell
-- Only what the public reported is counted; what police activity generated stands in police_count and is never added.
-- Against the time before only days (months) count that were loaded in both, per force and kind: count_paired against
-- count_before. since/until and before_since/before_until are first and first-after days (of months for month data).
-- Most frequent names come from small counts per name: mode() keeps a hash table per square and is ten times slower.
WITH loaded AS (
    SELECT DISTINCT
        force, covered.kind,
        unnest(generate_series(
            first_day, last_day, if(precision = 'month', INTERVAL 1 MONTH, INTERVAL 1 DAY)
        ))::DATE AS day
    FROM covered
    LEFT JOIN loads USING (load_id)
    WHERE ($as_known_at::TIMESTAMPTZ IS NULL OR loaded_at <= $as_known_at::TIMESTAMPTZ)
        AND precision = $precision AND last_day >= $before_since::DATE AND first_day < $until::DATE
),

pairs AS (
    SELECT recent.force, recent.kind, recent.day, earlier.day AS before_day
    FROM loaded AS recent
    JOIN loaded AS earlier
        ON earlier.force IS NOT DISTINCT FROM recent.force
        AND earlier.kind = recent.kind
        AND earlier.day = (recent.day - to_years($years_before))::DATE
    WHERE recent.day >= $since::DATE AND recent.day < $until::DATE
),

-- mostly none, and then the join with them costs nothing; a join with all that are in both took as long as the rest
alone AS MATERIALIZED (
    SELECT force, kind, day
    FROM loaded
    WHERE EXISTS (SELECT 1 FROM pairs)
        AND (day >= $since::DATE OR day < $before_until::DATE)
        AND day >= $before_since::DATE AND day < $until::DATE
    EXCEPT
    (SELECT force, kind, day FROM pairs UNION SELECT force, kind, before_day FROM pairs)
),

chosen AS NOT MATERIALIZED (
    SELECT
        square_number(easting, side := $side) AS x,
        square_number(northing, side := $side) AS y,
        coalesce(patrol_day, month) AS day,
        category,
        street,
        neighbourhood_id,
        origin,
        force,
        kind
    FROM known_incidents($as_known_at::TIMESTAMPTZ)
    WHERE precision = $precision
        AND easting IS NOT NULL
        AND ($categories IS NULL OR list_contains($categories::VARCHAR[], category))
        AND ($neighbourhoods IS NULL OR list_contains($neighbourhoods::VARCHAR[], neighbourhood_id))
),

types AS MATERIALIZED (
    SELECT
        x, y, category,
        count(*) FILTER (origin = 'public' AND chosen.day >= $since::DATE) AS n,
        count(*) FILTER (origin = 'public' AND chosen.day >= $since::DATE AND alone.day IS NULL) AS paired,
        count(*) FILTER (origin = 'public' AND chosen.day < $before_until::DATE AND alone.day IS NULL) AS before,
        count(*) FILTER (origin = 'police' AND chosen.day >= $since::DATE) AS police
    FROM chosen
    LEFT JOIN alone
        ON alone.force IS NOT DISTINCT FROM chosen.force
        AND alone.kind = chosen.kind
        AND alone.day = chosen.day
    WHERE origin IN ('public', 'police')
        AND chosen.day >= $before_since::DATE AND chosen.day < $until::DATE
        AND (chosen.day >= $since::DATE OR chosen.day < $before_until::DATE)
    GROUP BY ALL
),

points AS MATERIALIZED (
    SELECT x, y, street, neighbourhood_id, any_value(force) AS force, count(*) AS n
    FROM chosen
    WHERE origin = 'public' AND day >= $since::DATE AND day < $until::DATE
    GROUP BY ALL
),

cells AS (
    SELECT
        x, y,
        sum(n)::BIGINT AS count,
        sum(paired)::BIGINT AS count_paired,
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

top_forces AS (
    SELECT x, y, arg_max(force, (n, force)) AS force
    FROM (SELECT x, y, force, sum(n)::BIGINT AS n FROM points WHERE force IS NOT NULL GROUP BY ALL)
    GROUP BY ALL
),

names AS (
    SELECT place_id AS neighbourhood_id, any_value(name) AS neighbourhood
    FROM places
    WHERE kind = 'neighbourhood'
    GROUP BY ALL
)

SELECT
    square_name(x, y, side := $side) AS cell,
    square_metres(x, side := $side) AS easting,
    square_metres(y, side := $side) AS northing,
    count,
    count_paired,
    count_before,
    police_count,
    coalesce(snap_count, 0) AS snap_count,
    snap_point,
    street,
    named_street,
    top_category,
    coalesce(top_category_count, 0) AS top_category_count,
    neighbourhood_id,
    neighbourhood,
    force
FROM cells
LEFT JOIN top_streets USING (x, y)
LEFT JOIN top_neighbourhoods USING (x, y)
LEFT JOIN top_forces USING (x, y)
LEFT JOIN names USING (neighbourhood_id)
ORDER BY count DESC, cell
