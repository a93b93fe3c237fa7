-- grain: one row per file whose loading was interrupted and that was not loaded again since
-- key: file_name
SELECT file_name, sentence
FROM load_jobs
QUALIFY row_number() OVER (PARTITION BY file_name ORDER BY serial DESC) = 1 AND state = 'interrupted'
ORDER BY serial DESC;
