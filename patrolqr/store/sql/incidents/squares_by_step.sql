-- grain: one row per counting square of a side, crime type and step of time in which the public reported anything there
-- key: easting, northing, category, step
-- A step is the days (months) from one of $starts to before the one of $ends beside it, numbered from 0. Incidents at
-- points labelled with one of $without_points are left out.
WITH steps AS (
    SELECT
        unnest($starts::DATE[]) AS starts_on,
        unnest($ends::DATE[]) AS ends_before,
        generate_subscripts($starts::DATE[], 1) - 1 AS step
),

counts AS (
    SELECT
        square_number(easting, side := $side) AS x,
        square_number(northing, side := $side) AS y,
        category,
        coalesce(patrol_day, month) AS day,
        count(*) AS n
    FROM known_incidents($as_known_at::TIMESTAMPTZ)
    WHERE precision = $precision
        AND origin = 'public'
        AND easting IS NOT NULL
        AND coalesce(patrol_day, month) >= list_min($starts::DATE[])
        AND coalesce(patrol_day, month) < list_max($ends::DATE[])
        AND ($neighbourhoods IS NULL OR list_contains($neighbourhoods::VARCHAR[], neighbourhood_id))
        AND (street IS NULL OR NOT list_contains($without_points::VARCHAR[], street))
    GROUP BY ALL
)

SELECT
    square_metres(x, side := $side) AS easting, square_metres(y, side := $side) AS northing, category, step,
    sum(n)::BIGINT AS incidents
FROM counts
JOIN steps ON day >= starts_on AND day < ends_before
GROUP BY ALL
