-- grain: one row per area of the file; residents known from a population table stay where the file has none
MERGE INTO places
USING arrived ON places.place_id = arrived.place_id AND places.kind = $kind
WHEN MATCHED THEN UPDATE SET
    name = arrived.name, parent_id = arrived.parent_id, geometry = arrived.geometry, load_id = $load_id::UUID,
    residents = coalesce(arrived.residents, places.residents)
WHEN NOT MATCHED THEN INSERT (place_id, kind, name, parent_id, residents, geometry, load_id) VALUES (
    arrived.place_id, $kind, arrived.name, arrived.parent_id, arrived.residents, arrived.geometry, $load_id::UUID
);
