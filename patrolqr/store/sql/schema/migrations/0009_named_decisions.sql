-- grain: one row per table below: what is handed over and kept, and who decided what was decided without a name

-- one row per version of what a duty leaves to the next sergeant; the newest counts, an empty text was taken back.
-- begins_at is when the duty begins: shifts of a team may change, the order of its duties does not.
CREATE TABLE handovers (
    team_id VARCHAR, patrol_day DATE, shift VARCHAR, begins_at TIMESTAMPTZ, version INTEGER, text VARCHAR,
    written_by VARCHAR, written_at TIMESTAMPTZ
);

-- one row per mark (or its withdrawal) that a promise of one engagement was kept; the newest counts
CREATE TABLE promises_kept (
    entry_id UUID, log_id UUID, is_kept BOOLEAN, decided_by VARCHAR, decided_at TIMESTAMPTZ
);

-- empty where an earlier version did not ask who
ALTER TABLE missed_reasons ADD COLUMN given_by VARCHAR;
ALTER TABLE attendance ADD COLUMN ticked_by VARCHAR;
ALTER TABLE text_templates ADD COLUMN kept_by VARCHAR;
ALTER TABLE passes ADD COLUMN revoked_by VARCHAR;
