-- grain: one row per table below: the first schema. "Once" is kept by MERGE under the one write lock, not by keys.

-- one row per fact about this database (kind: demo or real)
CREATE TABLE about (name VARCHAR, value VARCHAR);

-- one row per file that was loaded
CREATE TABLE loads (
    load_id UUID, kind VARCHAR, file_name VARCHAR, sha256 VARCHAR, loaded_at TIMESTAMPTZ,
    rows_read BIGINT, rows_new BIGINT, rows_known BIGINT, rows_updated BIGINT, rows_quarantined BIGINT
);

-- one row per row of a loaded file that could not be used
CREATE TABLE quarantine (load_id UUID, line BIGINT, reason VARCHAR, content VARCHAR);

-- one row per published row of an incident file; superseded where a later month holds the same crime
CREATE TABLE incidents (
    incident_id UUID, load_id UUID, source VARCHAR, source_line BIGINT,
    reference VARCHAR, origin VARCHAR, precision VARCHAR, kind VARCHAR,
    month DATE, occurred_at TIMESTAMPTZ, patrol_day DATE,
    category VARCHAR, outcome VARCHAR,
    longitude DOUBLE, latitude DOUBLE, easting DOUBLE, northing DOUBLE, street VARCHAR,
    small_area_id VARCHAR, small_area_name VARCHAR, neighbourhood_id VARCHAR,
    force VARCHAR, superseded BOOLEAN
);

-- one row per neighbourhood or small area
CREATE TABLE places (
    place_id VARCHAR, kind VARCHAR, name VARCHAR, parent_id VARCHAR, residents BIGINT, geometry VARCHAR, load_id UUID
);

-- one row per drawn street (GeoJSON line), where somebody has them: labels and lines of a map without tiles
CREATE TABLE streets (street_id VARCHAR, name VARCHAR, class VARCHAR, geometry VARCHAR, load_id UUID);

-- one row per dated item that may justify a patrol
CREATE TABLE reasons (
    reason_id UUID, kind VARCHAR, reference VARCHAR, origin VARCHAR, reported_at TIMESTAMPTZ,
    text VARCHAR, easting DOUBLE, northing DOUBLE, neighbourhood_id VARCHAR, load_id UUID
);

-- one row per version of a patrol area; valid_to is empty for the one in force
CREATE TABLE patrol_areas (
    area_id UUID, version INTEGER, name VARCHAR, geometry VARCHAR, cell VARCHAR, neighbourhood_id VARCHAR,
    valid_from TIMESTAMPTZ, valid_to TIMESTAMPTZ
);

-- one row per decision about one candidate; the newest per patrol day, shift and area counts
CREATE TABLE picks (
    pick_id UUID, patrol_day DATE, shift VARCHAR, area_id UUID, decision VARCHAR, why VARCHAR,
    decided_by VARCHAR, decided_at TIMESTAMPTZ
);

-- one row per version of a briefing
CREATE TABLE briefings (
    briefing_id UUID, patrol_day DATE, shift VARCHAR, version INTEGER, team VARCHAR, marking VARCHAR, author VARCHAR,
    information VARCHAR, intention VARCHAR, made_at TIMESTAMPTZ
);

-- one row per patrol area on one version of a briefing
CREATE TABLE taskings (
    tasking_id UUID, briefing_id UUID, number INTEGER, area_id UUID, area_version INTEGER,
    why VARCHAR, look_for VARCHAR, ask VARCHAR, visits INTEGER, minutes INTEGER,
    window_starts TIME, window_ends TIME, hazards VARCHAR, tactics VARCHAR[]
);

-- one row per code printed
CREATE TABLE passes (
    pass_id VARCHAR, short_code VARCHAR, tasking_id UUID, valid_from TIMESTAMPTZ, valid_until TIMESTAMPTZ,
    revoked_at TIMESTAMPTZ, revoked_why VARCHAR
);

-- one row per document made, kept so that it can be downloaded again byte for byte
CREATE TABLE documents (
    document_id UUID, briefing_id UUID, kind VARCHAR, file_name VARCHAR, sha256 VARCHAR, content BLOB, made_at TIMESTAMPTZ
);

-- one row per version of a patrol log as it was sent; typed columns are added from form.FIELDS when the store opens
CREATE TABLE patrol_logs (
    log_id UUID, version INTEGER, is_current BOOLEAN, set_aside_why VARCHAR,
    document VARCHAR, digest VARCHAR, received_at TIMESTAMPTZ, late BOOLEAN, channel VARCHAR,
    pass_id VARCHAR, tasking_id UUID, area_id UUID, patrol_day DATE, shift VARCHAR
);

-- one row per test a detector made: every look counts for the false-discovery control and is shown
CREATE TABLE pattern_runs (
    run_id UUID, detector VARCHAR, as_of DATE, made_at TIMESTAMPTZ, tests INTEGER, flagged INTEGER
);

-- one row per pattern that somebody dealt with
CREATE TABLE pattern_states (
    pattern_key VARCHAR, state VARCHAR, why VARCHAR, decided_by VARCHAR, decided_at TIMESTAMPTZ
);

-- one row per code that was tried and not known, without the code itself
CREATE TABLE refused_attempts (tried_at TIMESTAMPTZ, address_hash VARCHAR);
