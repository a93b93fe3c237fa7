-- grain: one row per table below: the force's own incidents, calls, intelligence and stop-searches

-- exact times and words of the force's own rows; a row that a later load knew better names that load
ALTER TABLE incidents ADD COLUMN occurred_from TIMESTAMPTZ;
ALTER TABLE incidents ADD COLUMN occurred_to TIMESTAMPTZ;
ALTER TABLE incidents ADD COLUMN last_day DATE;
ALTER TABLE incidents ADD COLUMN reported_at TIMESTAMPTZ;
ALTER TABLE incidents ADD COLUMN force_type VARCHAR;
ALTER TABLE incidents ADD COLUMN words VARCHAR;
ALTER TABLE incidents ADD COLUMN grade VARCHAR;
ALTER TABLE incidents ADD COLUMN doubt VARCHAR;
ALTER TABLE incidents ADD COLUMN superseded_by UUID;

-- intelligence with its 3x5x2 grade; only the sanitised text is printed
ALTER TABLE reasons ADD COLUMN dated_day DATE;
ALTER TABLE reasons ADD COLUMN sanitised_text VARCHAR;
ALTER TABLE reasons ADD COLUMN source_grade VARCHAR;
ALTER TABLE reasons ADD COLUMN information_grade VARCHAR;
ALTER TABLE reasons ADD COLUMN handling VARCHAR;
ALTER TABLE reasons ADD COLUMN conditions VARCHAR;
ALTER TABLE reasons ADD COLUMN expires_day DATE;
ALTER TABLE reasons ADD COLUMN place VARCHAR;
ALTER TABLE reasons ADD COLUMN force VARCHAR;
ALTER TABLE reasons ADD COLUMN source VARCHAR;
ALTER TABLE reasons ADD COLUMN superseded BOOLEAN;
ALTER TABLE reasons ADD COLUMN superseded_by UUID;

-- one row per stop-search of the force's own records, in the published columns
CREATE TABLE force_stop_searches (
    search_id UUID, load_id UUID, source_line BIGINT, kind VARCHAR, searched_at TIMESTAMPTZ, searched_day DATE,
    part_of_operation BOOLEAN, operation VARCHAR, longitude DOUBLE, latitude DOUBLE, easting DOUBLE, northing DOUBLE,
    neighbourhood_id VARCHAR, gender VARCHAR, age_range VARCHAR, self_defined VARCHAR, officer_defined VARCHAR,
    legislation VARCHAR, object VARCHAR, outcome VARCHAR, linked BOOLEAN, more_clothing BOOLEAN,
    force VARCHAR, source VARCHAR
);

-- one row per mapping that somebody confirmed: which column of a table is which, by the header's fingerprint
CREATE TABLE mappings (
    fingerprint VARCHAR, kind VARCHAR, content VARCHAR, confirmed_by VARCHAR, confirmed_at TIMESTAMPTZ
);

-- who loaded a file, and who took that back and when
ALTER TABLE loads ADD COLUMN loaded_by VARCHAR;
ALTER TABLE loads ADD COLUMN undone_by VARCHAR;
ALTER TABLE loads ADD COLUMN undone_at TIMESTAMPTZ;

-- which cell was at fault, where it was one cell
ALTER TABLE quarantine ADD COLUMN column_name VARCHAR;
ALTER TABLE quarantine ADD COLUMN value VARCHAR;
