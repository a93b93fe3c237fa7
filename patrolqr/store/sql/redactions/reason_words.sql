-- grain: one row per text of one reason or incident; is_whole: a call's text, which begins with its type
-- key: words
SELECT words, bool_and(is_whole) AS is_whole
FROM (
    SELECT unnest([text, sanitised_text, conditions]) AS words, kind = 'call' AS is_whole
    FROM reasons
    WHERE reason_id = $subject::UUID
    UNION ALL
    SELECT words, FALSE FROM incidents WHERE incident_id = $subject::UUID
)
WHERE trim(words) NOT IN ('', $mark)
GROUP BY words
ORDER BY words;
