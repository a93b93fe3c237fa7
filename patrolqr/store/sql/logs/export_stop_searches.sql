-- grain: one row per stop-search, with the columns of data.police.uk's stop-and-search files in their order, and which one it is
-- key: log_id, number
-- the place is the middle of the patrol area: where exactly somebody was searched is not published
WITH rings AS (
    SELECT area_id,
        (json_extract(geometry, '$.coordinates[0][*][0]')::DOUBLE[])[:-2] AS longitudes,
        (json_extract(geometry, '$.coordinates[0][*][1]')::DOUBLE[])[:-2] AS latitudes
    FROM current_areas
    WHERE geometry->>'$.type' = 'Polygon'
)
SELECT
    searches.kind AS "Type",
    searches.visited_at AS "Date",
    NULL::BOOLEAN AS "Part of a policing operation",
    NULL::VARCHAR AS "Policing operation",
    round(list_avg(rings.latitudes), 6) AS "Latitude",
    round(list_avg(rings.longitudes), 6) AS "Longitude",
    searches.gender AS "Gender",
    searches.age_range AS "Age range",
    ($self_defined::MAP(VARCHAR, VARCHAR))[searches.self_defined] AS "Self-defined ethnicity",
    ($officer_defined::MAP(VARCHAR, VARCHAR))[searches.officer_defined] AS "Officer-defined ethnicity",
    searches.power AS "Legislation",
    searches.object AS "Object of search",
    searches.outcome AS "Outcome",
    searches.linked AS "Outcome linked to object of search",
    searches.more_clothing AS "Removal of more than just outer clothing",
    searches.log_id::VARCHAR AS log_id,
    searches.number
FROM stop_searches AS searches
LEFT JOIN rings ON rings.area_id = searches.area_id
LEFT JOIN current_areas AS areas ON areas.area_id = searches.area_id
WHERE ($since IS NULL OR searches.patrol_day >= $since) AND ($until IS NULL OR searches.patrol_day < $until)
    AND ($teams IS NULL OR list_contains($teams, searches.team_id))
    AND ($neighbourhoods IS NULL OR list_contains($neighbourhoods, areas.neighbourhood_id))
ORDER BY searches.visited_at, searches.log_id, searches.number;
