-- grain: one row: how many areas of the file are loaded already, and how many of these it tells otherwise
SELECT
    count(*) AS known,
    count(*) FILTER (
        (places.name, places.parent_id, places.residents, places.geometry) IS DISTINCT FROM
        (arrived.name, arrived.parent_id, coalesce(arrived.residents, places.residents), arrived.geometry)
    ) AS updated
FROM arrived JOIN places ON places.place_id = arrived.place_id AND places.kind = $kind;
