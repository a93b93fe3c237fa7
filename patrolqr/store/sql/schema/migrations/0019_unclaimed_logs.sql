-- grain: one row per version of a log whose officer a sergeant has to name, and what was decided: nothing of it is changed
-- key: log_id, version
CREATE TABLE unclaimed_logs (
    log_id UUID, version INTEGER, pass_id VARCHAR, document VARCHAR, written_as VARCHAR, sent_as VARCHAR,
    pairing_id UUID, received_at TIMESTAMPTZ, load_id UUID, decision VARCHAR, collar VARCHAR,
    decided_at TIMESTAMPTZ, decided_by VARCHAR
);
