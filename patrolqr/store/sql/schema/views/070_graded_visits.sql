-- grain: one row per visit with its stored grade; "shared" is added where its phone was paired twice
-- key: log_id
CREATE OR REPLACE VIEW graded_visits AS
WITH shared AS (
    SELECT DISTINCT one.pairing_id
    FROM pairings AS one
    JOIN pairings AS other ON other.device_hash = one.device_hash AND other.collar <> one.collar
        AND abs(epoch(other.paired_at) - epoch(one.paired_at)) <= 12 * 3600
)
SELECT
    visits.* EXCLUDE (flags),
    -- said when it is asked: the second pairing may come after the log
    coalesce(visits.flags, []) || if(shared.pairing_id IS NULL, [], ['shared']) AS flags
FROM visits
LEFT JOIN shared ON shared.pairing_id = visits.pairing_id;
