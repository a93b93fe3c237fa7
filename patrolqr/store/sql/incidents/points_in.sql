-- grain: one row per point with incidents that the public reported in a box (metres, EPSG:27700), of patrol days (months) from since to before until
-- key: easting, northing, precision
SELECT easting, northing, precision, count(*) AS incidents
FROM current_incidents
WHERE easting BETWEEN $west AND $east AND northing BETWEEN $south AND $north
    AND origin = 'public'
    AND coalesce(patrol_day, month) >= $since::DATE AND coalesce(patrol_day, month) < $until::DATE
GROUP BY ALL
ORDER BY ALL;
