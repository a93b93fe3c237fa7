-- grain: one row per stop-search of the force's own loaded records, of the days and neighbourhoods asked for
-- key: search_id
SELECT
    searches.search_id::VARCHAR AS search_id, searches.searched_day AS day, searches.searched_at AS searched_at,
    coalesce(places.name, 'No neighbourhood') AS neighbourhood, searches.force,
    searches.kind, searches.legislation AS power, searches.object, searches.outcome, searches.linked,
    searches.more_clothing, searches.self_defined, searches.officer_defined, searches.gender, searches.age_range,
    searches.part_of_operation, searches.operation, searches.latitude, searches.longitude
FROM force_stop_searches AS searches
LEFT JOIN places ON places.place_id = searches.neighbourhood_id AND places.kind = 'neighbourhood'
WHERE ($since IS NULL OR searches.searched_day >= $since::DATE)
    AND ($until IS NULL OR searches.searched_day < $until::DATE)
    AND ($neighbourhoods IS NULL OR list_contains($neighbourhoods, searches.neighbourhood_id))
ORDER BY searched_at DESC, search_id;
