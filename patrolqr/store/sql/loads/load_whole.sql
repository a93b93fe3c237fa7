-- grain: one row per force, month and kind of which this file holds all there is: the month as it was published
-- key: load_id, force, kind, first_day
-- So it is where the file is named as the site names that month's and holds at least half as many rows as are there, or
-- where it holds nine in ten of them. An extract is neither, and withdraws nothing.
UPDATE covered SET whole = TRUE
FROM (
    SELECT
        mine.force, mine.first_day, mine.kind,
        count(there.incident_id) AS rows,
        count(there.incident_id) FILTER (NOT there.superseded AND seen.incident_id IS NULL) AS missing
    FROM covered AS mine
    LEFT JOIN incidents AS there
        ON there.force IS NOT DISTINCT FROM mine.force
        AND there.month = mine.first_day
        AND there.kind = mine.kind
        AND there.source = 'data.police.uk'
        AND there.load_id IS DISTINCT FROM $load_id::UUID
        -- what is current, and what was until this file told it otherwise
        AND (NOT there.superseded OR there.superseded_by = $load_id::UUID)
    LEFT JOIN (SELECT DISTINCT incident_id FROM seen) AS seen ON seen.incident_id = there.incident_id
    WHERE mine.load_id = $load_id::UUID
    GROUP BY ALL
) AS there
WHERE covered.load_id = $load_id::UUID
    AND covered.force IS NOT DISTINCT FROM there.force
    AND covered.first_day = there.first_day
    AND covered.kind = there.kind
    AND (
        (there.rows > 0 AND there.missing <= 0.1 * there.rows)
        OR (covered.first_day = $named_month::DATE AND covered.rows >= 0.5 * there.rows)
    );
