-- grain: one row per version of a waiting log that is disposed of; nobody is asked about it any more
-- key: log_id, version
UPDATE unclaimed_logs
SET document = batch.document, written_as = NULL, sent_as = NULL, collar = NULL,
    decision = coalesce(decision, 'disposed of'), decided_at = coalesce(decided_at, $at),
    decided_by = coalesce(decided_by, $by)
FROM batch
WHERE unclaimed_logs.log_id = batch.log_id::UUID AND unclaimed_logs.version = batch.version;
