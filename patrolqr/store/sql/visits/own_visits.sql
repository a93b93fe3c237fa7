-- grain: one row per visit that a pairing's officer may read, since then, newest first, with the answers given to its grade and flags
-- key: log_id
-- What it sent, and what a colleague's log says of the officer too: written_by says whose, else it is NULL.
-- Anybody can type a number: a colleague's log is shown to a phone that was paired while the visit's code was valid, and to
-- one that is not the first with its number only where the log is newer than its pairing.
-- patrol_day: a log comes in at most a fortnight after its patrol day and shift; no older day is read.
WITH answers AS (
    SELECT log_id, list(content ORDER BY serial) AS answers FROM visit_answers GROUP BY log_id
),
readable AS (
    SELECT pairings.*
    FROM own_pairings
    JOIN pairings ON pairings.pairing_id = own_pairings.reads
    WHERE own_pairings.pairing_id = $pairing_id::UUID
),
own AS (
    SELECT log_id, NULL::VARCHAR AS written_by
    FROM visits
    WHERE pairing_id IN (SELECT pairing_id FROM readable) AND visited_at >= $since
        AND patrol_day >= $since::TIMESTAMPTZ::DATE - 30
),
together AS (
    SELECT visits.log_id, coalesce(visits.collar, 'a colleague') AS written_by
    FROM visits
    JOIN passes USING (pass_id)
    WHERE visits.colleagues IS NOT NULL AND visits.visited_at >= $since
        AND visits.patrol_day >= $since::TIMESTAMPTZ::DATE - 30
        AND EXISTS (
            FROM readable
            WHERE list_contains(visits.colleagues, readable.collar)
                AND readable.paired_at < passes.valid_until
                AND coalesce(readable.ended_at, readable.ends_at) > passes.valid_from
                AND (
                    visits.received_at >= readable.paired_at
                    OR readable.pairing_id NOT IN (SELECT pairing_id FROM second_phones($pairing_id::UUID))
                )
        )
        AND NOT EXISTS (FROM own WHERE own.log_id = visits.log_id)
),
read AS (
    FROM own UNION ALL FROM together
)
SELECT
    graded.log_id::VARCHAR AS log_id, pass_id, coalesce(areas.name, 'Area unknown') AS area, epoch_us(visited_at) AS visited_us,
    epoch_us(left_at) AS left_us, coalesce(engagements, 0) AS engagements, coalesce(stop_searches, 0) AS stop_searches,
    coalesce(arrests, 0) AS arrests, coalesce(actions, 0) AS actions, grade, grade_why, flags, clock_ahead_s,
    graded.document, coalesce(answers, []) AS answers, read.written_by
FROM read
JOIN graded_visits AS graded ON graded.log_id = read.log_id
LEFT JOIN current_areas AS areas USING (area_id)
LEFT JOIN answers ON answers.log_id = graded.log_id
WHERE visited_at >= $since AND patrol_day >= $since::TIMESTAMPTZ::DATE - 30
ORDER BY visited_at DESC;
