-- grain: one row per batch, force, system, kind and day of what is being loaded; gone when the load ends
-- key: force, source, kind, precision, day
CREATE TEMP TABLE covering (
    force VARCHAR, source VARCHAR, kind VARCHAR, precision VARCHAR, day DATE, rows BIGINT
);
