-- grain: one row per table below: which phone sends for whom, what a log came from, and what officers say to a flag

-- one row per phone paired with a collar number for a shift; what the phone holds is kept as hashes only
CREATE TABLE pairings (
    pairing_id UUID, secret_hash VARCHAR, device_hash VARCHAR, collar VARCHAR,
    paired_at TIMESTAMPTZ, ends_at TIMESTAMPTZ, ended_at TIMESTAMPTZ, ended_why VARCHAR
);

-- which pairing sent a log (empty for paper), and who keyed one that came on paper
ALTER TABLE patrol_logs ADD COLUMN pairing_id UUID;
ALTER TABLE patrol_logs ADD COLUMN entered_by VARCHAR;

-- one row per answer an officer gave to the grade or the flags of an own visit; none is ever changed
CREATE TABLE visit_answers (
    answer_id UUID, log_id UUID, pairing_id UUID, collar VARCHAR, content VARCHAR, answered_at TIMESTAMPTZ
);
