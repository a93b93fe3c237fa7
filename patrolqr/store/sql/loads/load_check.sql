-- grain: one row per row of a batch: what is wrong with it, and an id made of what makes it that row
-- key: line
-- With a Crime ID: the id and the month; where both stand on several lines, the last counts, with the place of the last
-- that has one and the outcome that has come furthest.
-- Without: the force, the month, the place and the type, and which copy of that it is within the file.
-- The id stays 16 bytes until it is used: they travel faster than a UUID, which Arrow writes out as text.
WITH
checked AS (
    SELECT
        line,
        md5(CASE
            WHEN reference = '' THEN concat_ws('|', month, nullif(reported_by, ''), x, y, road, category)
            ELSE concat_ws('|', reference, month)
        END) AS row_key,
        CASE
            WHEN reference = '' AND month = '' AND category = '' AND location = '' AND longitude = ''
            THEN 'the row is empty'
            WHEN NOT regexp_full_match(month, '(19|20)[0-9]{2}-(0[1-9]|1[0-2])')
            THEN 'the month is not written YYYY-MM'
            WHEN month > $this_month THEN 'the month is in the future'
            WHEN NOT list_contains($crime_types, category) THEN 'the crime type is not one of data.police.uk'
            WHEN longitude = '' AND latitude = '' THEN NULL
            WHEN x IS NULL OR y IS NULL THEN 'the longitude or the latitude is not a number'
            WHEN x NOT BETWEEN -9.5 AND 2.5 OR y NOT BETWEEN 49 AND 61.5 THEN 'the point is not in the United Kingdom'
        END AS reason,
        CASE WHEN reason IS NOT NULL THEN concat_ws(
            ',', reference, month, reported_by, falls_within, longitude, latitude, location,
            small_area_id, small_area_name, category, outcome, context
        )[:1000] END AS content,
        nullif(reference, '') AS reference,
        try_cast(month || '-01' AS DATE) AS month,
        category,
        nullif(outcome, '') AS outcome,
        x AS longitude,
        y AS latitude,
        road AS street,
        nullif(small_area_id, '') AS small_area_id,
        nullif(small_area_name, '') AS small_area_name,
        nullif(reported_by, '') AS force
    FROM (
        SELECT
            *, try_cast(longitude AS DOUBLE) AS x, try_cast(latitude AS DOUBLE) AS y,
            CASE WHEN location <> 'No Location' THEN nullif(replace(location, 'On or near ', ''), '') END AS road
        FROM batch
    )
),
copied AS (
    SELECT
        line,
        -- numbered by what may be told otherwise, so that the lines' order in a file does not matter
        coalesce(earlier.copy, 0)
            + row_number() OVER (PARTITION BY row_key ORDER BY small_area_id, outcome, line) AS copy
    FROM checked
    LEFT JOIN (SELECT row_key, max(copy) AS copy FROM copies GROUP BY ALL) AS earlier USING (row_key)
    WHERE reference IS NULL AND reason IS NULL
),
repeated AS (
    SELECT row_key
    FROM checked
    WHERE reference IS NOT NULL AND reason IS NULL
    GROUP BY ALL
    HAVING count(*) > 1
),
merged AS (
    SELECT
        row_key,
        max(line) AS last_line,
        arg_max(
            {
                'longitude': longitude, 'latitude': latitude, 'street': street,
                'small_area_id': small_area_id, 'small_area_name': small_area_name
            },
            (longitude IS NOT NULL, line)
        ) AS place,
        arg_max(outcome, (outcome_stage(outcome), line)) AS outcome
    FROM checked
    SEMI JOIN repeated USING (row_key)
    WHERE reason IS NULL
    GROUP BY row_key
)
SELECT
    checked.* REPLACE (
        if(last_line IS NULL, checked.outcome, merged.outcome) AS outcome,
        if(last_line IS NULL, longitude, place.longitude) AS longitude,
        if(last_line IS NULL, latitude, place.latitude) AS latitude,
        if(last_line IS NULL, street, place.street) AS street,
        if(last_line IS NULL, small_area_id, place.small_area_id) AS small_area_id,
        if(last_line IS NULL, small_area_name, place.small_area_name) AS small_area_name
    ),
    copy,
    unhex(if(copy > 1, md5(concat_ws('|', row_key, copy)), row_key)) AS incident_id
FROM checked
LEFT JOIN copied USING (line)
LEFT JOIN merged USING (row_key)
WHERE last_line IS NULL OR line = last_line OR reason IS NOT NULL;
