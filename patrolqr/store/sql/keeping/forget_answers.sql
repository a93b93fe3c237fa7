-- grain: one row per answer of an officer about a patrol log that is disposed of
-- key: answer_id
DELETE FROM visit_answers WHERE log_id IN (SELECT unnest($log_ids::UUID[]));
