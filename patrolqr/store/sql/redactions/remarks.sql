-- grain: one row per remark on a patrol log, or answer of its officer to one
-- key: words
SELECT remark AS words FROM log_reviews WHERE log_id = $log_id::UUID AND remark <> ''
UNION
SELECT content FROM visit_answers WHERE log_id = $log_id::UUID AND content <> '';
