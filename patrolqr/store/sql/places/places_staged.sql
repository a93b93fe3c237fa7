-- grain: one row per area of a boundary file; its parent is the one that is loaded, or else the finest it names
-- key: place_id
SELECT
    place_id, name, residents, geometry,
    coalesce(list_filter(parents, lambda parent: list_contains(loaded, parent))[1], parents[1]) AS parent_id
FROM batch
CROSS JOIN (SELECT coalesce(list(place_id), []) AS loaded FROM places WHERE kind = 'neighbourhood');
