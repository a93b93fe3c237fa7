-- grain: one row per version of a patrol log that was judged (again)
-- key: log_id, version
UPDATE patrol_logs
SET grade = batch.grade, grade_why = batch.grade_why, flags = batch.flags
FROM batch
WHERE patrol_logs.log_id = batch.log_id::UUID AND patrol_logs.version = batch.version;
