-- grain: one row per row of a batch of the force's own incidents or calls: what is wrong with it, and its id
-- key: line
-- With a reference: force, system, kind and reference make the id. Where one reference stands on several lines, the
-- last line counts, with the place of the last line that has one.
-- Without: everything written, and which copy of that it is within the file.
WITH keyed AS (
    SELECT
        batch.* EXCLUDE (easting, northing),
        md5(CASE
            WHEN reference = '' THEN concat_ws(
                '|', $kind, force, source, first_day, last_day, occurred_from, occurred_to, force_type,
                longitude, latitude, location, outcome, words
            )
            ELSE concat_ws('|', $kind, force, source, reference)
        END) AS row_key
    FROM batch
),
lasting AS (
    SELECT
        * EXCLUDE (longitude, latitude, location),
        last_value(longitude IGNORE NULLS) OVER whole AS longitude,
        last_value(latitude IGNORE NULLS) OVER whole AS latitude,
        coalesce(last_value(nullif(location, '') IGNORE NULLS) OVER whole, '') AS location,
        reference <> '' AND line < max(line) OVER whole AS is_outrun
    FROM keyed
    WINDOW whole AS (
        PARTITION BY row_key, if(reference = '', line, 0) ORDER BY line
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    )
),
copied AS (
    SELECT line, coalesce(earlier.copy, 0) + row_number() OVER (PARTITION BY row_key ORDER BY line) AS copy
    FROM lasting
    LEFT JOIN (SELECT row_key, max(copy) AS copy FROM copies GROUP BY ALL) AS earlier USING (row_key)
    WHERE reference = '' AND first_day <= $today::DATE
)
SELECT
    lasting.*,
    copied.copy,
    CASE WHEN first_day > $today::DATE THEN 'the day is in the future' END AS reason,
    CASE WHEN first_day > $today::DATE THEN concat_ws(', ', reference, first_day, force_type, location)[:1000] END
        AS content,
    nullif(place_code, '') AS small_area_id,
    unhex(if(copied.copy > 1, md5(concat_ws('|', row_key, copied.copy)), row_key)) AS incident_id
FROM lasting
LEFT JOIN copied USING (line)
WHERE NOT is_outrun;
