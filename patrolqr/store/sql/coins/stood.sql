-- grain: one row per coin and place that stood in it, of these days, teams and places, the first coin first
-- key: coin, cell
-- is_again: its ground stood in an earlier coin of that patrol day, in a square of whichever size. is_briefed: some of its
-- ground is on the newest sheet of the duty; logs: how many were sent of it on that patrol day, by whichever team. incidents: what the public reported there on it.
WITH stood AS (
    SELECT
        serial AS coin, team_id, patrol_day, shift, seed, len(cells) AS places, len(drawn) AS room, drawn,
        coalesce(kind, 'level') AS kind, unnest(cells) AS cell
    FROM coin_tosses
    WHERE ($since::DATE IS NULL OR patrol_day >= $since::DATE) AND ($until::DATE IS NULL OR patrol_day < $until::DATE)
),
ground AS (
    SELECT cell, unnest(squares_touching(cell)) AS touched
    FROM (SELECT DISTINCT cell FROM stood)
),
again AS (
    SELECT DISTINCT stood.coin, stood.cell
    FROM stood
    JOIN ground USING (cell)
    JOIN stood AS others ON others.patrol_day = stood.patrol_day AND others.cell = ground.touched
    WHERE others.coin < stood.coin
),
turned AS (
    SELECT stood.*, again.coin IS NOT NULL AS is_again
    FROM stood
    LEFT JOIN again USING (coin, cell)
),
named AS (
    SELECT cell, arg_max(name, serial) AS name, arg_max(neighbourhood_id, serial) AS neighbourhood_id
    FROM picks
    WHERE cell IS NOT NULL
    GROUP BY ALL
),
of_area AS (
    SELECT cell, min(name) AS name, min(neighbourhood_id) AS neighbourhood_id, list(area_id::VARCHAR) AS area_ids
    FROM current_areas
    WHERE cell IS NOT NULL
    GROUP BY ALL
),
briefed AS (
    SELECT DISTINCT sheets.team_id, sheets.patrol_day, sheets.shift, ground.cell
    FROM taskings
    JOIN dated_briefings AS sheets USING (briefing_id)
    JOIN area_squares AS squares ON squares.area_id = taskings.area_id AND squares.valid_to IS NULL
    JOIN ground ON ground.touched = squares.cell
    WHERE sheets.superseded_at IS NULL
),
patrolled AS (
    SELECT visits.patrol_day, ground.cell, count(DISTINCT visits.log_id) AS logs
    FROM visits
    JOIN area_squares AS squares ON squares.area_id = visits.area_id AND squares.valid_to IS NULL
    JOIN ground ON ground.touched = squares.cell
    SEMI JOIN stood ON stood.patrol_day = visits.patrol_day AND stood.cell = ground.cell
    GROUP BY ALL
),
reported AS (
    SELECT
        incidents.patrol_day, square_at(incidents.easting, incidents.northing, side := sides.side) AS cell,
        count(*) AS incidents
    FROM known_incidents($as_known_at::TIMESTAMPTZ) AS incidents
    CROSS JOIN (SELECT DISTINCT square_side(cell) AS side FROM stood) AS sides
    SEMI JOIN stood ON stood.patrol_day = incidents.patrol_day
    WHERE incidents.origin = 'public' AND incidents.precision = 'minute' AND incidents.easting IS NOT NULL
    GROUP BY ALL
)
SELECT
    turned.patrol_day, turned.shift, coalesce(teams.name, 'Team unknown') AS team,
    coalesce(of_area.name, named.name, turned.cell) AS area, list_contains(turned.drawn, turned.cell) AS is_drawn,
    coalesce(reported.incidents, 0) AS incidents, briefed.cell IS NOT NULL AS is_briefed,
    coalesce(patrolled.logs, 0) AS logs, turned.is_again, turned.room, turned.places, turned.kind, turned.seed, turned.coin,
    turned.cell, turned.team_id
FROM turned
LEFT JOIN named USING (cell)
LEFT JOIN of_area USING (cell)
LEFT JOIN briefed USING (team_id, patrol_day, shift, cell)
LEFT JOIN patrolled USING (patrol_day, cell)
LEFT JOIN reported USING (patrol_day, cell)
LEFT JOIN current_teams AS teams USING (team_id)
WHERE ($teams IS NULL OR list_contains($teams, turned.team_id))
    AND ($cell::VARCHAR IS NULL OR turned.cell = $cell::VARCHAR)
    AND ($areas IS NULL OR list_has_any($areas, of_area.area_ids))
    AND (
        $neighbourhoods IS NULL
        OR list_contains($neighbourhoods, coalesce(of_area.neighbourhood_id, named.neighbourhood_id))
    )
ORDER BY turned.coin, turned.cell;
