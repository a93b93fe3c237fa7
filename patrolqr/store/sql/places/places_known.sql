-- grain: one row: how many areas of the file are loaded already, and how many of these it tells otherwise
-- key: known
SELECT
    count(*) AS known,
    count(*) FILTER (
        (places.name, places.parent_id, places.residents, places.geometry) IS DISTINCT FROM
        (batch.name, batch.parent_id, coalesce(batch.residents, places.residents), batch.geometry)
    ) AS updated
FROM batch JOIN places ON places.place_id = batch.place_id AND places.kind = $kind;
