-- grain: one row per stop-search of a batch with its id; copies of one row within a file are told apart
-- key: line
WITH keyed AS (
    SELECT
        batch.* EXCLUDE (easting, northing),
        md5(concat_ws(
            '|', force, searched_at, searched_day, kind, longitude, latitude, gender, age_range, self_defined,
            officer_defined, legislation, object, outcome, linked, more_clothing
        )) AS row_key
    FROM batch
),
copied AS (
    SELECT line, coalesce(earlier.copy, 0) + row_number() OVER (PARTITION BY row_key ORDER BY line) AS copy
    FROM keyed
    LEFT JOIN (SELECT row_key, max(copy) AS copy FROM copies GROUP BY ALL) AS earlier USING (row_key)
)
SELECT
    keyed.*, copy, NULL::VARCHAR AS reason, NULL::VARCHAR AS content, NULL::VARCHAR AS small_area_id,
    unhex(if(copy > 1, md5(concat_ws('|', row_key, copy)), row_key)) AS search_id
FROM keyed
JOIN copied USING (line);
