-- grain: one row per earlier month's copy of a Crime ID of this file: the later month's is newer knowledge
-- key: incident_id
-- Hashes find the few ids that may be in several months; the ids themselves decide.
UPDATE incidents SET superseded = TRUE, superseded_by = $load_id::UUID
FROM (
    SELECT reference, max(month) AS newest
    FROM incidents
    WHERE source = 'data.police.uk' AND hash(reference) IN (
        SELECT reference_hash
        FROM (
            SELECT hash(reference) AS reference_hash, month
            FROM incidents
            WHERE load_id = $load_id::UUID AND reference IS NOT NULL
            UNION ALL
            -- apart, so that a first load, which is all there is, is not looked up in itself
            SELECT hash(reference), month
            FROM incidents
            SEMI JOIN (SELECT hash(reference) AS loaded FROM incidents WHERE load_id = $load_id::UUID) AS these
                ON these.loaded = hash(incidents.reference)
            WHERE load_id IS DISTINCT FROM $load_id::UUID AND reference IS NOT NULL
        )
        GROUP BY reference_hash
        HAVING min(month) < max(month)
    )
    GROUP BY reference
    HAVING min(month) < max(month)
) AS several
WHERE incidents.reference = several.reference AND incidents.month < several.newest
    AND incidents.source = 'data.police.uk' AND NOT incidents.superseded;
