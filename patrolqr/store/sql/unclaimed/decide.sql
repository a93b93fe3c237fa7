-- grain: one row (none where it was decided already): a log whose officer was named, or that was put aside
-- key: log_id, version
UPDATE unclaimed_logs
SET decision = $decision, collar = nullif($collar, ''), decided_at = $decided_at, decided_by = $decided_by
WHERE log_id = $log_id::UUID AND version = $version AND decision IS NULL;
