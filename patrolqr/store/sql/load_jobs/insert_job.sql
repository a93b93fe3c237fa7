-- grain: one row: a file that is to be loaded, also one that had moved to another database and is back
-- key: job_id
MERGE INTO load_jobs
USING (
    SELECT
        $job_id::UUID AS job_id, $file_name::VARCHAR AS file_name, $asked_by::VARCHAR AS asked_by,
        $asked_at::TIMESTAMPTZ AS asked_at,
        (SELECT coalesce(max(serial), 0) + 1 FROM load_jobs) AS serial
) AS asked
ON load_jobs.job_id = asked.job_id
WHEN MATCHED THEN UPDATE SET state = 'waiting', ended_at = NULL, sentence = NULL
WHEN NOT MATCHED THEN INSERT (job_id, file_name, asked_by, asked_at, state, serial) VALUES (
    asked.job_id, asked.file_name, asked.asked_by, asked.asked_at, 'waiting', asked.serial
);
