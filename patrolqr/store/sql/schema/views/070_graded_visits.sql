-- grain: one row per visit with its stored grade; "shared" is added where its phone was paired twice
-- key: log_id
CREATE OR REPLACE VIEW graded_visits AS
WITH of_several AS (
    SELECT DISTINCT device_hash
    FROM (SELECT DISTINCT device_hash, collar FROM pairings)
    QUALIFY count(*) OVER (PARTITION BY device_hash) > 1
),
around AS (
    SELECT
        pairing_id, min(collar) OVER near AS first_collar, max(collar) OVER near AS last_collar
    FROM pairings
    SEMI JOIN of_several USING (device_hash)
    -- not every pairing of a phone with every other: one has a thousand in two years
    WINDOW near AS (
        PARTITION BY device_hash ORDER BY paired_at
        RANGE BETWEEN INTERVAL 12 HOURS PRECEDING AND INTERVAL 12 HOURS FOLLOWING
    )
),
shared AS (
    SELECT DISTINCT pairing_id FROM around WHERE first_collar <> last_collar
)
SELECT
    visits.* EXCLUDE (flags),
    -- said when it is asked: the second pairing may come after the log
    coalesce(visits.flags, []) || if(shared.pairing_id IS NULL, [], ['shared']) AS flags
FROM visits
LEFT JOIN shared ON shared.pairing_id = visits.pairing_id;
