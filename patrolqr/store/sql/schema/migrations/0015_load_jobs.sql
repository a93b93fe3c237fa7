-- grain: one row per file that somebody, or the watched folder, gave to be loaded

-- without an end: it waits, is being loaded, or waits for somebody to confirm how it is read
CREATE TABLE load_jobs (
    job_id UUID, file_name VARCHAR, asked_by VARCHAR, asked_at TIMESTAMPTZ,
    state VARCHAR, ended_at TIMESTAMPTZ, sentence VARCHAR
);
