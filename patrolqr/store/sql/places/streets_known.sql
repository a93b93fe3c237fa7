-- grain: one row: how many streets of the file are loaded already, and how many of these it tells otherwise
-- key: known
SELECT
    count(*) AS known,
    count(*) FILTER (
        (streets.name, streets.class, streets.geometry) IS DISTINCT FROM (batch.name, batch.class, batch.geometry)
    ) AS updated
FROM batch JOIN streets USING (street_id);
