-- grain: one row per intelligence item of a batch: what is wrong with it, its id, and whether it is known as it is
-- key: line
WITH keyed AS (
    SELECT
        batch.* EXCLUDE (easting, northing),
        md5(concat_ws(
            '|', force, source, if(reference = '', concat_ws('|', dated_day, text, sanitised_text), reference)
        )) AS row_key
    FROM batch
)
SELECT
    keyed.*,
    CASE
        WHEN dated_day > $today::DATE THEN 'the day is in the future'
        WHEN text = '' AND sanitised_text = '' THEN 'it has no text'
    END AS reason,
    CASE WHEN dated_day > $today::DATE OR (text = '' AND sanitised_text = '') THEN concat_ws(', ', reference, dated_day) END
        AS content,
    NULL::VARCHAR AS small_area_id,
    unhex(row_key) AS reason_id
FROM keyed
QUALIFY row_number() OVER (PARTITION BY row_key ORDER BY line DESC) = 1;
