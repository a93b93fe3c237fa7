-- grain: one row per row of the batch, but one per Crime ID and month of those in `known`, which several lines have
-- key: line
-- The last line counts, with the place of the last that has one and the outcome that has come furthest.
WITH merged AS (
    SELECT
        incident_id,
        max(line) AS last_line,
        arg_max(
            {
                'longitude': longitude, 'latitude': latitude, 'street': street,
                'small_area_id': small_area_id, 'small_area_name': small_area_name
            },
            (longitude IS NOT NULL, line)
        ) AS place,
        arg_max(outcome, (outcome_stage(outcome), line)) AS outcome
    FROM batch
    SEMI JOIN known USING (incident_id)
    WHERE reason IS NULL
    GROUP BY incident_id
)
SELECT
    batch.* REPLACE (
        if(last_line IS NULL, batch.outcome, merged.outcome) AS outcome,
        if(last_line IS NULL, longitude, place.longitude) AS longitude,
        if(last_line IS NULL, latitude, place.latitude) AS latitude,
        if(last_line IS NULL, street, place.street) AS street,
        if(last_line IS NULL, small_area_id, place.small_area_id) AS small_area_id,
        if(last_line IS NULL, small_area_name, place.small_area_name) AS small_area_name
    )
FROM batch
LEFT JOIN merged USING (incident_id)
WHERE last_line IS NULL OR line = last_line OR reason IS NOT NULL;
