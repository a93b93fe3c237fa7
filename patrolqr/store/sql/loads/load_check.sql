-- grain: one row per row of a batch: what is wrong with it, and an id made of what makes it that row
-- key: line
-- With a Crime ID: the id and the month. Without: the force, the month, the place and the type.
-- No join and no window here: they cost more than all the rest, and few rows need them (load_copied, load_repeats).
-- Only what is new is given back: handing over a row's other columns costs more than making its id.
-- The id stays 16 bytes until it is used: they travel faster than a UUID, which Arrow writes out as text.
SELECT
    line,
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
    try_cast(month || '-01' AS DATE) AS month,
    x AS longitude,
    y AS latitude,
    road AS street,
    unhex(md5(CASE
        WHEN reference = '' THEN concat_ws('|', month, nullif(reported_by, ''), x, y, road, category)
        ELSE concat_ws('|', reference, month)
    END)) AS incident_id
FROM (
    SELECT
        *, try_cast(longitude AS DOUBLE) AS x, try_cast(latitude AS DOUBLE) AS y,
        CASE WHEN location <> 'No Location' THEN nullif(replace(location, 'On or near ', ''), '') END AS road
    FROM batch
);
