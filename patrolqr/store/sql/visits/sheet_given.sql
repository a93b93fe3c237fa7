-- grain: one row per tasking of one version of a briefing: what it was given, and its area's last patrol in the shift
-- key: tasking_id
-- written_by: who wrote a log of that patrol which names the officer asking; a phone that is not the first with its number
-- is told of logs that are newer than its pairing.
WITH last AS (
    SELECT area_id, max(ended_at) AS until_at, arg_max(started_at, ended_at) AS from_at
    FROM patrols
    WHERE team_id = $team_id AND patrol_day = $patrol_day AND shift = $shift
    GROUP BY area_id
),
told AS (
    SELECT area_id, max(visited_at) AS told_at, arg_max(coalesce(visits.collar, 'a colleague'), visited_at) AS written_by
    FROM visits
    JOIN pairings AS asking ON asking.pairing_id = $pairing_id::UUID
    WHERE team_id = $team_id AND patrol_day = $patrol_day AND shift = $shift
        AND list_contains(colleagues, asking.collar) AND came_s IS NOT NULL
        AND (
            visits.received_at >= asking.paired_at
            OR asking.pairing_id NOT IN (SELECT pairing_id FROM second_phones($pairing_id::UUID))
        )
    GROUP BY area_id
)
SELECT
    given.tasking_id::VARCHAR AS tasking_id, given.patrols_asked, given.minutes_asked, given.patrols, given.minutes,
    given.officer_minutes, given.patrols_given, given.minutes_given, given.patrols_more, given.minutes_more,
    given.codes_read, given.logs_capped,
    epoch_us(last.from_at) AS last_from_us, epoch_us(last.until_at) AS last_until_us,
    if(told.told_at >= last.from_at, told.written_by, NULL) AS written_by
FROM given
LEFT JOIN last ON last.area_id = given.area_id
LEFT JOIN told ON told.area_id = given.area_id
WHERE given.briefing_id = $briefing_id::UUID
    -- said again, as it spares reading every other duty
    AND given.team_id = $team_id AND given.patrol_day = $patrol_day AND given.shift = $shift
ORDER BY given.number;
