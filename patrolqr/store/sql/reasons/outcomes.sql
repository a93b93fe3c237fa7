-- grain: one row per reason and duty of a team (begun from since to before until) that it was decided about: what came of it
-- key: patrol_day, shift, reason_id
-- noticed: whether a patrol wrote down anything it saw, heard or learned. on_sheet: the area stood on the newest sheet.
WITH newest AS (
    FROM current_decisions
    WHERE team_id = $team_id AND begins_at >= $since AND begins_at < $until
),
told AS (
    SELECT
        patrol_day, shift, area_id,
        arg_max(answer, visited_at) FILTER (lower(trim(answer)) <> 'not seen') AS answer,
        bool_or(coalesce(saw, heard, learned) IS NOT NULL) AS noticed
    FROM visits
    -- so that nobody adds up all that was ever done
    WHERE team_id = $team_id AND patrol_day >= $since::TIMESTAMPTZ::DATE - 1
    GROUP BY ALL
),
done_there AS (
    SELECT patrol_day, shift, area_id, tasking_id, patrols, logs
    FROM given
    WHERE team_id = $team_id AND patrol_day >= $since::TIMESTAMPTZ::DATE - 1 AND superseded_at IS NULL
)
SELECT
    newest.reason_id::VARCHAR AS reason_id, reasons.kind, reasons.reference, reasons.text,
    coalesce(areas.name, reasons.place) AS place, areas.area_id::VARCHAR AS area_id, newest.patrol_day, newest.shift,
    newest.decision, newest.why, newest.partner, other.reference AS merged_into, newest.decided_by,
    given.tasking_id IS NOT NULL AS on_sheet, coalesce(given.patrols, 0) AS patrols, coalesce(given.logs, 0) AS logs,
    told.answer, coalesce(told.noticed, FALSE) AS noticed
FROM newest
LEFT JOIN dated_reasons AS reasons USING (reason_id)
LEFT JOIN dated_reasons AS other ON other.reason_id = newest.merged_into
LEFT JOIN current_areas AS areas ON areas.area_id = newest.area_id
LEFT JOIN done_there AS given ON given.patrol_day = newest.patrol_day AND given.shift = newest.shift
    AND given.area_id = newest.area_id
LEFT JOIN told ON told.patrol_day = newest.patrol_day AND told.shift = newest.shift AND told.area_id = newest.area_id
WHERE newest.decision <> ''
ORDER BY newest.begins_at DESC, place, newest.reason_id;
