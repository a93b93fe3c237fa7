-- grain: one row: what became of a file that was to be loaded
-- key: job_id
UPDATE load_jobs SET state = $state, ended_at = $at, sentence = $sentence
WHERE job_id = $job_id::UUID;
