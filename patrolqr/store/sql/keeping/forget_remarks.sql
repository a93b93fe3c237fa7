-- grain: one row per decision about a patrol log that is disposed of: the decision stays, its words go
-- key: review_id
UPDATE log_reviews SET remark = '' WHERE log_id IN (SELECT unnest($log_ids::UUID[]));
