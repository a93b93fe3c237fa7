-- grain: one row per file that is to be loaded and of which nothing has become yet
-- key: job_id
SELECT job_id::VARCHAR AS job_id, file_name, asked_by, epoch_us(asked_at) AS asked_us
FROM load_jobs
WHERE ended_at IS NULL
ORDER BY serial;
