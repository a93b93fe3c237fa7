-- grain: one row per patrol log as it was known at a moment (none is now), of patrol days from one to before another,
-- with the notes of its officer as one text; nothing of logs without notes
CREATE OR REPLACE MACRO known_notes(moment, first_day, end_day) AS TABLE
SELECT
    logs.log_id, logs.team_id, logs.patrol_day, logs.shift, logs.area_id, logs.collar, logs.received_at,
    concat_ws(chr(10), {notes}) AS text
FROM patrol_logs AS logs
WHERE logs.patrol_day >= first_day AND logs.patrol_day < end_day
    AND logs.set_aside_why IS NULL
    AND (moment IS NOT NULL OR logs.is_current)
    AND (moment IS NULL OR logs.received_at <= moment)
    AND coalesce({notes}) IS NOT NULL
QUALIFY logs.version = max(logs.version) OVER (PARTITION BY logs.log_id);

-- grain: one row per such log and word that its officer wrote there, in small letters, or as the first of a sentence, or
-- with a capital within one, as names are; numbers and what is all in capitals are no words
CREATE OR REPLACE MACRO note_words(moment, first_day, end_day) AS TABLE
WITH marked AS (
    SELECT
        * EXCLUDE (text, received_at),
        -- the first letter of each sentence is marked: its capital says nothing
        regexp_replace(
            '. ' || replace(replace(replace(text, '^', ' '), '[redacted]', ' '), '’', chr(39)),
            '([.!?\n]\s*)([A-Z][a-z])', '\1^\2', 'g'
        ) AS text
    FROM known_notes(moment, first_day, end_day)
),
written AS (
    SELECT
        * EXCLUDE (text),
        unnest(list_distinct(regexp_extract_all(text, '\^?[A-Za-z0-9''@_-]+'))) AS written
    FROM marked
)
SELECT
    * EXCLUDE (written),
    lower(ltrim(written, '^')) AS word,
    CASE WHEN starts_with(written, '^') THEN 'first' WHEN written = lower(written) THEN 'small' ELSE 'capital' END AS spelt
FROM written
WHERE regexp_full_match(written, '[\^]?[A-Z]?[a-z]{2,24}') AND length(written) >= 3;
