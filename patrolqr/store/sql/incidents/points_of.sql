-- grain: one row per point with incidents of one precision that the public reported, of patrol days (months) from since to before until
-- key: easting, northing
-- Incidents at points labelled with one of $without_points are left out; no categories or neighbourhoods are all of them.
SELECT easting, northing, count(*) AS incidents
FROM current_incidents
WHERE precision = $precision AND origin = 'public' AND easting IS NOT NULL
    AND coalesce(patrol_day, month) >= $since::DATE AND coalesce(patrol_day, month) < $until::DATE
    AND ($categories IS NULL OR list_contains($categories::VARCHAR[], category))
    AND ($neighbourhoods IS NULL OR list_contains($neighbourhoods::VARCHAR[], neighbourhood_id))
    AND (street IS NULL OR NOT list_contains($without_points::VARCHAR[], street))
GROUP BY ALL
ORDER BY ALL;
