-- grain: one row per version of a briefing that has one of these words on its sheet
-- key: briefing_id
SELECT DISTINCT briefings.briefing_id::VARCHAR AS briefing_id
FROM briefings
LEFT JOIN taskings ON taskings.briefing_id = briefings.briefing_id
WHERE regexp_matches(
    concat_ws(
        chr(10), briefings.information, briefings.intention, briefings.crews, taskings.why, taskings.look_for,
        taskings.ask, taskings.hazards, array_to_string(taskings.ask_options, chr(10)),
        array_to_string(taskings.tactics, chr(10)), array_to_string(taskings.call_signs, chr(10))
    ),
    $pattern,
    'i'
)
ORDER BY briefing_id;
