-- grain: one row per row of a batch of the force's own incidents or calls: what is wrong with it, and its id
-- key: line
-- With a reference: force, system, kind and reference make the id. Without: everything written.
-- No join and no window here: they cost more than all the rest, and few rows need them (dated_copied, dated_repeats).
-- Only what is new is given back: handing over a row's two dozen columns costs more than making its id.
SELECT
    line,
    CASE WHEN first_day > $today::DATE THEN 'the day is in the future' END AS reason,
    CASE WHEN first_day > $today::DATE THEN concat_ws(', ', reference, first_day, force_type, location)[:1000] END
        AS content,
    unhex(md5(CASE
        WHEN reference = '' THEN concat_ws(
            '|', $kind, force, source, first_day, last_day, occurred_from, occurred_to, force_type,
            longitude, latitude, location, outcome, words
        )
        ELSE concat_ws('|', $kind, force, source, reference)
    END)) AS incident_id
FROM batch;
