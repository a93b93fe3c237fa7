-- grain: one row per reason on a team's ground that a rule brings in for a duty, or that was decided about for it
-- key: reason_id
-- A reason that nobody gave to a patrol area is in the square of that side its point lies in, or the area standing for it.
-- begins_at, until: when the duty begins and ends; a rule's hours count back from its beginning.
-- a rule without hours looks back 876,000 of them, which is a century
WITH rules AS (
    FROM current_rules($team_id)
),
decided AS (
    FROM current_decisions
    WHERE team_id = $team_id AND patrol_day = $patrol_day AND shift = $shift
),
earliest AS (
    SELECT kind, min($begins_at::TIMESTAMPTZ - to_hours(coalesce(hours, 876000))) AS at_first
    FROM (SELECT unnest(kinds) AS kind, hours FROM rules WHERE is_on)
    GROUP BY kind
),
known AS MATERIALIZED (
    SELECT
        dated_reasons.*,
        dated_at < $until
            AND (expires_day IS NULL OR expires_day >= $patrol_day)
            AND (team_id IS NULL OR team_id = $team_id)
            -- without a place it may be anybody's
            AND (len($neighbourhoods::VARCHAR[]) = 0 OR neighbourhood_id IS NULL
                OR list_contains($neighbourhoods::VARCHAR[], neighbourhood_id)) AS is_offered
    FROM dated_reasons
    LEFT JOIN earliest USING (kind)
    -- of a force's million incidents only what a rule can look back to is read on
    WHERE dated_at >= earliest.at_first
        OR reason_id IN (SELECT reason_id FROM decided)
),
brought AS (
    SELECT known.reason_id, arg_min(rules.name || ' (v' || rules.version || ')', rules.rule_id) AS rule
    FROM known
    JOIN rules ON rules.is_on AND list_contains(rules.kinds, known.kind)
        AND (len(rules.types) = 0 OR list_contains(rules.types, known.category))
        AND (rules.hours IS NULL OR known.dated_at >= $begins_at::TIMESTAMPTZ - to_hours(rules.hours))
    WHERE known.is_offered
    GROUP BY known.reason_id
),
given AS (
    SELECT reason_id, arg_max(area_id, serial) AS area_id FROM reason_areas GROUP BY reason_id
),
shown AS MATERIALIZED (
    SELECT
        known.*, brought.rule, square_number(known.easting, side := $side) AS x,
        square_number(known.northing, side := $side) AS y,
        square_at(known.easting, known.northing, side := $side) AS cell,
        coalesce(given.area_id, known.area_id) AS given_area,
        decided.version, decided.decision, decided.why, decided.partner, decided.merged_into, decided.decided_by,
        decided.decided_at, decided.area_id AS decided_area
    FROM known
    LEFT JOIN brought USING (reason_id)
    LEFT JOIN decided USING (reason_id)
    LEFT JOIN given USING (reason_id)
    WHERE brought.reason_id IS NOT NULL OR nullif(decided.decision, '') IS NOT NULL
),
-- each square's patrol area, and what its points are mostly called
named AS (
    -- the area picked as this square before one that took it in
    SELECT own.cell, arg_min(own.area_id, (own.cell <> areas.cell, own.area_id)) AS area_id
    FROM area_squares AS own
    JOIN current_areas AS areas ON areas.area_id = own.area_id AND areas.version = own.version
    GROUP BY own.cell
),
streets AS (
    SELECT x, y, mode(incidents.street) AS street
    FROM current_incidents AS incidents
    JOIN (SELECT DISTINCT x, y FROM shown) AS cells
        ON x = square_number(incidents.easting, side := $side) AND y = square_number(incidents.northing, side := $side)
    WHERE incidents.street IS NOT NULL
    GROUP BY x, y
)
SELECT
    shown.reason_id::VARCHAR AS reason_id, shown.kind, shown.reference, shown.origin, epoch_us(shown.dated_at) AS dated_us,
    shown.category, shown.text, shown.action, shown.review_day, shown.source_grade, shown.information_grade, shown.handling,
    shown.conditions, shown.expires_day, shown.rule,
    coalesce(areas.cell, shown.cell) AS cell,
    areas.area_id::VARCHAR AS area_id,
    coalesce(areas.name, shown.place, streets.street, places.name) AS place,
    coalesce(areas.neighbourhood_id, shown.neighbourhood_id) AS neighbourhood_id,
    coalesce(shown.version, 0) AS version, coalesce(shown.decision, '') AS decision, shown.why, shown.partner,
    shown.merged_into::VARCHAR AS merged_into, shown.decided_by, epoch_us(shown.decided_at) AS decided_us
FROM shown
LEFT JOIN named ON named.cell = shown.cell
LEFT JOIN current_areas AS areas ON areas.area_id = coalesce(shown.decided_area, shown.given_area, named.area_id)
LEFT JOIN streets ON streets.x = shown.x AND streets.y = shown.y
LEFT JOIN places ON places.place_id = shown.neighbourhood_id AND places.kind = 'neighbourhood'
ORDER BY shown.dated_at DESC, shown.reason_id;
