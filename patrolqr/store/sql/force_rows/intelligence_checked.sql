-- grain: one row per intelligence item of a batch, and per line that disagrees with its last one: what is wrong with it, its id
-- key: line
WITH keyed AS (
    SELECT
        batch.* EXCLUDE (easting, northing),
        md5(concat_ws(
            '|', force, source, if(reference = '', concat_ws('|', dated_day, text, sanitised_text), reference)
        )) AS row_key,
        CASE
            WHEN dated_day > $today::DATE THEN 'the day is in the future'
            WHEN text = '' AND sanitised_text = '' THEN 'it has no text'
        END AS wrong
    FROM batch
),
compared AS (
    SELECT
        *,
        max(line) OVER whole AS last_line,
        (
            dated_day, dated_at, text, sanitised_text, source_grade, information_grade, handling, conditions, expires_day,
            place, longitude, latitude
        ) IS NOT DISTINCT FROM (
            last_value(dated_day) OVER whole, last_value(dated_at) OVER whole, last_value(text) OVER whole,
            last_value(sanitised_text) OVER whole, last_value(source_grade) OVER whole,
            last_value(information_grade) OVER whole, last_value(handling) OVER whole,
            last_value(conditions) OVER whole, last_value(expires_day) OVER whole, last_value(place) OVER whole,
            last_value(longitude) OVER whole, last_value(latitude) OVER whole
        ) AS agrees
    FROM keyed
    WINDOW whole AS (
        PARTITION BY row_key, wrong IS NULL ORDER BY line ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    )
)
SELECT
    * EXCLUDE (wrong, last_line, agrees),
    CASE
        WHEN wrong IS NOT NULL THEN wrong
        WHEN line < last_line THEN 'a later line has the same reference and says otherwise: that one counts'
    END AS reason,
    CASE
        WHEN wrong IS NOT NULL THEN concat_ws(', ', reference, dated_day)
        WHEN line < last_line THEN concat(
            'line ', last_line, ' counts, not line ', line, ': ',
            concat_ws(', ', reference, dated_day, sanitised_text, text)
        )[:1000]
    END AS content,
    NULL::VARCHAR AS small_area_id,
    unhex(row_key) AS reason_id
FROM compared
WHERE wrong IS NOT NULL OR line = last_line OR NOT agrees;
