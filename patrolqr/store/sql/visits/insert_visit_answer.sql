-- grain: one row per answer an officer gives to the grade or flags of an own visit; nothing where the visit is not theirs
-- key: answer_id
INSERT INTO visit_answers (
    answer_id, log_id, pairing_id, collar, content, answered_at, serial
)
SELECT
    uuid(), log_id, $pairing_id, $collar, $content, $answered_at,
    (SELECT coalesce(max(serial), 0) + 1 FROM visit_answers)
FROM visits
WHERE log_id = $log_id::UUID
    AND pairing_id IN (SELECT reads FROM own_pairings WHERE pairing_id = $pairing_id::UUID);
