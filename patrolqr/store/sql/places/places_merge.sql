-- grain: one row per area of the file; residents known from a population table stay where the file has none
-- key: place_id
MERGE INTO places
USING batch ON places.place_id = batch.place_id AND places.kind = $kind
WHEN MATCHED THEN UPDATE SET
    name = batch.name, parent_id = batch.parent_id, geometry = batch.geometry, load_id = $load_id::UUID,
    residents = coalesce(batch.residents, places.residents)
WHEN NOT MATCHED THEN INSERT (place_id, kind, name, parent_id, residents, geometry, load_id) VALUES (
    batch.place_id, $kind, batch.name, batch.parent_id, batch.residents, batch.geometry, $load_id::UUID
);
