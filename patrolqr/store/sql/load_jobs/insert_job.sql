-- grain: one row: a file that is to be loaded
-- key: job_id
INSERT INTO load_jobs (job_id, file_name, asked_by, asked_at, state)
VALUES ($job_id::UUID, $file_name, $asked_by, $asked_at, 'waiting');
