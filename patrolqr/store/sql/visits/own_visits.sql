-- grain: one row per visit that a pairing's officer may read, since then, newest first, with the answers given to its grade and flags
-- key: log_id
WITH answers AS (
    SELECT log_id, list(content ORDER BY answered_at) AS answers FROM visit_answers GROUP BY log_id
)
SELECT
    graded.log_id::VARCHAR AS log_id, pass_id, coalesce(areas.name, 'Area unknown') AS area, epoch_us(visited_at) AS visited_us,
    epoch_us(left_at) AS left_us, coalesce(engagements, 0) AS engagements, coalesce(stop_searches, 0) AS stop_searches,
    coalesce(arrests, 0) AS arrests, coalesce(actions, 0) AS actions, grade, grade_why, flags, clock_ahead_s,
    graded.document, coalesce(answers, []) AS answers
FROM graded_visits AS graded
LEFT JOIN current_areas AS areas USING (area_id)
LEFT JOIN answers ON answers.log_id = graded.log_id
WHERE graded.pairing_id IN (SELECT reads FROM own_pairings WHERE pairing_id = $pairing_id::UUID)
    AND visited_at >= $since
ORDER BY visited_at DESC;
