-- grain: one row per pack that was frozen for a review meeting: what it shows is data (JSON) and stays as it was
CREATE TABLE packs (
    pack_id UUID, teams VARCHAR, since DATE, until DATE, content VARCHAR, sha256 VARCHAR, frozen_by VARCHAR,
    frozen_at TIMESTAMPTZ, serial BIGINT
);

-- one row per version of a decision or action that a meeting entered; the newest counts
CREATE TABLE meeting_entries (
    entry_id UUID, version INTEGER, pack_id UUID, teams VARCHAR, kind VARCHAR, text VARCHAR, owner VARCHAR, due_day DATE,
    state VARCHAR, written_by VARCHAR, written_at TIMESTAMPTZ, serial BIGINT
);
