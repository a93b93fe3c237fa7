-- grain: one row per decision, taken only if that version of the log is still the current one
-- key: review_id
INSERT INTO log_reviews (review_id, log_id, version, state, remark, decided_by, decided_at, serial)
SELECT
    uuid(), log_id, version, $state, $remark, $decided_by, $decided_at,
    (SELECT coalesce(max(serial), 0) + 1 FROM log_reviews)
FROM visits
WHERE log_id = $log_id::UUID AND version = $version;
