-- grain: one row per reason at a place: in the square of a side that holds a point, or given to one of these patrol areas
-- key: reason_id
-- Incidents are left out, which stand for themselves, and so is what has expired by the patrol day. The decision is the
-- newest about it for any duty. A standing priority is shown however old it is.
WITH given AS (
    SELECT reason_id, arg_max(area_id, serial) AS area_id FROM reason_areas GROUP BY reason_id
),
decided AS (
    SELECT * FROM current_decisions
    WHERE decision <> ''
    QUALIFY row_number() OVER (PARTITION BY reason_id ORDER BY begins_at DESC, version DESC) = 1
),
here AS (
    SELECT
        known.* EXCLUDE (team_id, area_id), square_at(known.easting, known.northing, side := $side) AS cell,
        coalesce(given.area_id, known.area_id) AS area_id
    FROM dated_reasons AS known
    LEFT JOIN given USING (reason_id)
    WHERE known.kind <> 'incident' AND known.dated_at < $until::TIMESTAMPTZ
        AND (known.kind = 'priority' OR known.dated_at >= $since::TIMESTAMPTZ)
        AND (known.expires_day IS NULL OR known.expires_day >= $patrol_day::DATE)
        AND (
            list_contains($area_ids::VARCHAR[], coalesce(given.area_id, known.area_id)::VARCHAR)
            OR (
                square_number(known.easting, side := $side) = square_number($easting, side := $side)
                AND square_number(known.northing, side := $side) = square_number($northing, side := $side)
            )
        )
)
SELECT
    here.reason_id::VARCHAR AS reason_id, here.kind, here.reference, here.origin, epoch_us(here.dated_at) AS dated_us,
    here.category, here.text, here.action, here.review_day, here.source_grade, here.information_grade, here.handling,
    here.conditions, here.expires_day, NULL::VARCHAR AS rule, here.cell, here.area_id::VARCHAR AS area_id, here.place,
    here.neighbourhood_id, coalesce(decided.version, 0) AS version, coalesce(decided.decision, '') AS decision,
    decided.why, decided.partner, decided.merged_into::VARCHAR AS merged_into, decided.decided_by,
    epoch_us(decided.decided_at) AS decided_us
FROM here
LEFT JOIN decided USING (reason_id)
ORDER BY here.kind <> 'priority', here.dated_at DESC, here.reason_id;
