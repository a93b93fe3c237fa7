-- grain: one row per reason on a team's ground that a rule brings in for a duty, or that was decided about for it
-- key: reason_id
-- begins_at, until: when the duty begins and ends; a rule's hours count back from its beginning.
WITH rules AS (
    SELECT *
    FROM inbox_rules
    WHERE team_id IN ('', $team_id)
    QUALIFY row_number() OVER (PARTITION BY rule_id ORDER BY team_id = '', version DESC) = 1
),
offered AS (
    SELECT *
    FROM dated_reasons
    WHERE dated_at < $until
        AND (expires_day IS NULL OR expires_day >= $patrol_day)
        AND (team_id IS NULL OR team_id = $team_id)
        -- without a place it may be anybody's
        AND (len($neighbourhoods::VARCHAR[]) = 0 OR neighbourhood_id IS NULL
            OR list_contains($neighbourhoods::VARCHAR[], neighbourhood_id))
),
brought AS (
    SELECT offered.reason_id, arg_min(rules.name || ' (v' || rules.version || ')', rules.rule_id) AS rule
    FROM offered
    JOIN rules ON rules.is_on AND list_contains(rules.kinds, offered.kind)
        AND (len(rules.types) = 0 OR list_contains(rules.types, offered.category))
        AND (rules.hours IS NULL OR offered.dated_at >= $begins_at::TIMESTAMPTZ - to_hours(rules.hours))
    GROUP BY offered.reason_id
),
decided AS (
    SELECT *
    FROM reason_decisions
    WHERE team_id = $team_id AND patrol_day = $patrol_day AND shift = $shift
    QUALIFY row_number() OVER (PARTITION BY reason_id ORDER BY version DESC) = 1
),
given AS (
    SELECT reason_id, arg_max(area_id, given_at) AS area_id FROM reason_areas GROUP BY reason_id
),
shown AS (
    SELECT
        reasons.*, brought.rule, square_at(reasons.easting, reasons.northing) AS cell,
        coalesce(given.area_id, reasons.area_id) AS given_area,
        decided.version, decided.decision, decided.why, decided.partner, decided.merged_into, decided.decided_by,
        decided.decided_at, decided.area_id AS decided_area
    FROM dated_reasons AS reasons
    LEFT JOIN brought USING (reason_id)
    LEFT JOIN decided USING (reason_id)
    LEFT JOIN given USING (reason_id)
    WHERE brought.reason_id IS NOT NULL OR nullif(decided.decision, '') IS NOT NULL
),
-- each square's patrol area, and what its points are mostly called
named AS (
    SELECT cell, min(area_id) AS area_id FROM current_areas WHERE cell IS NOT NULL GROUP BY cell
),
streets AS (
    SELECT square_at(easting, northing) AS cell, mode(street) AS street
    FROM current_incidents
    WHERE street IS NOT NULL AND square_at(easting, northing) IN (SELECT cell FROM shown)
    GROUP BY ALL
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
LEFT JOIN streets ON streets.cell = shown.cell
LEFT JOIN places ON places.place_id = shown.neighbourhood_id AND places.kind = 'neighbourhood'
ORDER BY shown.dated_at DESC, shown.reason_id;
