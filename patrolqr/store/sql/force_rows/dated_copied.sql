-- grain: one row per usable row of the batch without a reference: which copy within the file it is, its id made of that
-- key: line
WITH keyed AS (
    SELECT line, incident_id, lower(hex(incident_id)) AS row_key FROM batch WHERE reference = '' AND reason IS NULL
),
copied AS (
    SELECT
        keyed.*,
        coalesce(earlier.copy, 0) + row_number() OVER (PARTITION BY row_key ORDER BY line) AS copy
    FROM keyed
    LEFT JOIN (SELECT row_key, max(copy) AS copy FROM copies GROUP BY ALL) AS earlier USING (row_key)
)
SELECT
    line, row_key, copy,
    if(copy > 1, unhex(md5(concat_ws('|', row_key, copy))), incident_id) AS incident_id
FROM copied;
