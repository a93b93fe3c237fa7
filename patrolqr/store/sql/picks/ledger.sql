-- grain: one row per duty and place that was picked, or looked at and not picked, and its newest decision
-- key: team_id, patrol_day, shift, place
-- What stands on the newest sheet is picked; confirmed_by and confirmed_at are of that sheet. of: list or inbox, where
-- it was decided. An inbox's candidate is left out where its place was decided about on the list or stands on the sheet.
WITH sheets AS (
    SELECT briefing_id, team_id, patrol_day, shift, author, made_at
    FROM dated_briefings
    WHERE superseded_at IS NULL
        AND ($since::DATE IS NULL OR patrol_day >= $since::DATE) AND ($until::DATE IS NULL OR patrol_day < $until::DATE)
        AND ($teams IS NULL OR list_contains($teams, team_id))
),

tasked AS (
    SELECT
        sheets.team_id, sheets.patrol_day, sheets.shift, coalesce(areas.cell, taskings.area_id::VARCHAR) AS place,
        any_value(taskings.area_id) AS area_id, any_value(areas.name) AS name, any_value(taskings.why) AS why,
        any_value(areas.neighbourhood_id) AS neighbourhood_id
    FROM taskings
    JOIN sheets USING (briefing_id)
    LEFT JOIN current_areas AS areas ON areas.area_id = taskings.area_id
    GROUP BY ALL
),

decided AS (
    SELECT
        picks.team_id, picks.patrol_day, picks.shift,
        coalesce(picks.cell, areas.cell, picks.area_id::VARCHAR) AS place, picks.area_id,
        coalesce(areas.name, picks.name) AS name, picks.decision, picks.why, picks.decided_by, picks.decided_at,
        areas.neighbourhood_id
    FROM picks
    LEFT JOIN current_areas AS areas ON areas.area_id = picks.area_id
    WHERE ($since::DATE IS NULL OR patrol_day >= $since::DATE) AND ($until::DATE IS NULL OR patrol_day < $until::DATE)
        AND ($teams IS NULL OR list_contains($teams, team_id))
    QUALIFY row_number() OVER (
        PARTITION BY team_id, patrol_day, shift, coalesce(picks.cell, areas.cell, picks.area_id::VARCHAR)
        ORDER BY serial DESC
    ) = 1
),

on_list AS (
    SELECT
        team_id, patrol_day, shift, place, coalesce(tasked.area_id, decided.area_id) AS area_id,
        coalesce(tasked.name, decided.name) AS name, tasked.place IS NOT NULL AS on_sheet,
        tasked.place IS NOT NULL OR decided.decision = 'picked' AS is_picked,
        'list' AS of, coalesce(nullif(tasked.why, ''), decided.why) AS why, if(tasked.place IS NULL OR decided.decision = 'picked', decided.decided_by, NULL) AS decided_by,
        if(tasked.place IS NULL OR decided.decision = 'picked', decided.decided_at, NULL) AS decided_at
    FROM tasked
    FULL JOIN decided USING (team_id, patrol_day, shift, place)
    WHERE tasked.place IS NOT NULL OR decided.decision <> ''
),

of_inbox AS (
    SELECT
        made.team_id, made.patrol_day, made.shift,
        coalesce(square_at(reasons.easting, reasons.northing), areas.cell, reasons.area_id::VARCHAR) AS place,
        square_at(reasons.easting, reasons.northing, side := 150) AS fine_place,
        reasons.area_id, coalesce(areas.name, reasons.place) AS name, FALSE AS on_sheet, FALSE AS is_picked,
        'inbox' AS of, made.why, made.decided_by, made.decided_at
    FROM current_decisions AS made
    JOIN dated_reasons AS reasons USING (reason_id)
    LEFT JOIN current_areas AS areas ON areas.area_id = reasons.area_id
    WHERE made.decision = 'not_tonight'
        AND ($since::DATE IS NULL OR made.patrol_day >= $since::DATE)
        AND ($until::DATE IS NULL OR made.patrol_day < $until::DATE)
        AND ($teams IS NULL OR list_contains($teams, made.team_id))
        AND coalesce(square_at(reasons.easting, reasons.northing), areas.cell, reasons.area_id::VARCHAR) IS NOT NULL
    QUALIFY row_number() OVER (
        PARTITION BY
            made.team_id, made.patrol_day, made.shift,
            coalesce(square_at(reasons.easting, reasons.northing), areas.cell, reasons.area_id::VARCHAR)
        ORDER BY made.decided_at DESC, made.reason_id
    ) = 1
),

every AS (
    SELECT * FROM on_list
    UNION ALL
    SELECT of_inbox.* EXCLUDE (fine_place) FROM of_inbox
    ANTI JOIN on_list
        ON on_list.team_id = of_inbox.team_id AND on_list.patrol_day = of_inbox.patrol_day
        AND on_list.shift = of_inbox.shift AND on_list.place IN (of_inbox.place, of_inbox.fine_place)
)

SELECT
    every.team_id, every.patrol_day, every.shift, coalesce(teams.name, 'Team unknown') AS team, every.place,
    coalesce(every.name, every.place) AS name, every.is_picked, every.on_sheet, every.of, nullif(every.why, '') AS why,
    every.decided_by, every.decided_at, sheets.author AS confirmed_by, sheets.made_at AS confirmed_at,
    every.area_id::VARCHAR AS area_id
FROM every
LEFT JOIN sheets USING (team_id, patrol_day, shift)
LEFT JOIN current_teams AS teams USING (team_id)
ORDER BY every.patrol_day DESC, every.shift, team, every.is_picked DESC, name, every.place;
