-- grain: one row per visit with its state of review: received, query or approved, as its newest decision says
CREATE OR REPLACE VIEW reviewed_logs AS
SELECT
    visits.*, coalesce(reviews.state, 'received') AS review_state, reviews.remark, reviews.decided_by, reviews.decided_at
FROM visits
LEFT JOIN (
    SELECT log_id, version, max_by(state, serial) AS state, max_by(remark, serial) AS remark,
        max_by(decided_by, serial) AS decided_by, max_by(decided_at, serial) AS decided_at
    FROM log_reviews
    GROUP BY log_id, version
) AS reviews ON reviews.log_id = visits.log_id AND reviews.version = visits.version;
