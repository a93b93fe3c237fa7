-- grain: one row per street of the file
-- key: street_id
MERGE INTO streets
USING batch ON streets.street_id = batch.street_id
WHEN MATCHED THEN UPDATE SET
    name = batch.name, class = batch.class, geometry = batch.geometry, load_id = $load_id::UUID
WHEN NOT MATCHED THEN INSERT (street_id, name, class, geometry, load_id) VALUES (
    batch.street_id, batch.name, batch.class, batch.geometry, $load_id::UUID
);
