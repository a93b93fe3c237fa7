-- grain: one row per row of the batch, but of the lines of one reference in `known` the last usable one, and those that disagree
-- key: line
-- The last line counts, with the place, words and outcome of the last line that has them. An earlier one that says another time,
-- type, place or words than what counts is no update of it but perhaps another incident: it is quarantined, not lost.
WITH lasting AS (
    SELECT
        *,
        max(line) OVER whole AS last_line,
        last_value(longitude IGNORE NULLS) OVER whole AS last_longitude,
        last_value(latitude IGNORE NULLS) OVER whole AS last_latitude,
        coalesce(last_value(nullif(location, '') IGNORE NULLS) OVER whole, '') AS last_location,
        coalesce(last_value(nullif(words, '') IGNORE NULLS) OVER whole, '') AS last_words,
        coalesce(last_value(nullif(outcome, '') IGNORE NULLS) OVER whole, '') AS last_outcome,
        (first_day, occurred_from, last_day, occurred_to) IS NOT DISTINCT FROM (
            last_value(first_day) OVER whole, last_value(occurred_from) OVER whole,
            last_value(last_day) OVER whole, last_value(occurred_to) OVER whole
        ) AND force_type = last_value(force_type) OVER whole AS is_alike
    FROM batch
    SEMI JOIN known USING (incident_id)
    WHERE reason IS NULL
    WINDOW whole AS (
        PARTITION BY incident_id ORDER BY line ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    )
),
compared AS (
    SELECT
        *,
        is_alike AND coalesce(longitude = last_longitude AND latitude = last_latitude, TRUE)
        AND location IN ('', last_location) AND words IN ('', last_words) AS agrees
    FROM lasting
)
SELECT
    * EXCLUDE (
        last_line, last_longitude, last_latitude, last_location, last_words, last_outcome, is_alike, agrees
    ) REPLACE (
        if(line = last_line, last_longitude, longitude) AS longitude,
        if(line = last_line, last_latitude, latitude) AS latitude,
        if(line = last_line, last_location, location) AS location,
        if(line = last_line, last_words, words) AS words,
        if(line = last_line, last_outcome, outcome) AS outcome,
        if(line < last_line, 'a later line has the same reference and says otherwise: that one counts', NULL) AS reason,
        if(
            line < last_line,
            concat(
                'line ', last_line, ' counts, not line ', line, ': ',
                concat_ws(
                    ', ', reference,
                    coalesce(strftime(timezone($zone, occurred_from), '%Y-%m-%d %H:%M'), first_day::VARCHAR),
                    nullif(force_type, ''), nullif(location, ''), nullif(words, '')
                )
            )[:1000],
            NULL
        ) AS content
    )
FROM compared
WHERE line = last_line OR NOT agrees
UNION ALL
SELECT batch.* FROM batch ANTI JOIN known USING (incident_id)
UNION ALL
SELECT batch.* FROM batch SEMI JOIN known USING (incident_id) WHERE reason IS NOT NULL;
