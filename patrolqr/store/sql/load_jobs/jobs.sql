-- grain: one row per file that was to be loaded, the one asked for last first
-- key: job_id
SELECT asked_at, file_name, asked_by, state, ended_at, sentence, job_id::VARCHAR AS job_id
FROM load_jobs
ORDER BY serial DESC;
