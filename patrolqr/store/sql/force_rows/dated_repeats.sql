-- grain: one row per row of the batch, but one per reference of those in `known`, which several lines have
-- key: line
-- The last line counts, with the place of the last line that has one.
WITH lasting AS (
    SELECT
        batch.* REPLACE (
            last_value(longitude IGNORE NULLS) OVER whole AS longitude,
            last_value(latitude IGNORE NULLS) OVER whole AS latitude,
            coalesce(last_value(nullif(location, '') IGNORE NULLS) OVER whole, '') AS location
        ),
        max(line) OVER whole AS last_line
    FROM batch
    SEMI JOIN known USING (incident_id)
    WINDOW whole AS (
        PARTITION BY incident_id ORDER BY line ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    )
)
SELECT * EXCLUDE (last_line) FROM lasting WHERE line = last_line
UNION ALL
SELECT batch.* FROM batch ANTI JOIN known USING (incident_id);
