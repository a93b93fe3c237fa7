-- grain: one row per area or street that a load changed or removed, as it was before: taking the load back returns it
-- what loads before this migration changed is not kept; those cannot be taken back
ALTER TABLE loads ADD COLUMN keeps_before BOOLEAN;
CREATE TABLE places_before (
    place_id VARCHAR, kind VARCHAR, name VARCHAR, parent_id VARCHAR, residents BIGINT, geometry VARCHAR, load_id UUID,
    changed_by UUID
);
CREATE TABLE streets_before (
    street_id VARCHAR, name VARCHAR, class VARCHAR, geometry VARCHAR, load_id UUID, changed_by UUID
);
