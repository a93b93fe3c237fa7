-- grain: one row: whether this very file is loaded already, and whether it was published before one that is
-- key: is_same_file
-- Outcomes only ripen: a file in which more crimes go back to being under investigation than leave it is the older one.
SELECT
    (
        SELECT count(*) > 0 FROM loads WHERE sha256 = $sha256 AND kind = 'incidents' AND undone_at IS NULL
    ) AS is_same_file,
    count(*) FILTER (newer.outcome = 'Under investigation' AND outcome_stage(older.outcome) = 4)
        > count(*) FILTER (older.outcome = 'Under investigation' AND outcome_stage(newer.outcome) = 4) AS goes_back
FROM incidents AS newer
JOIN incidents AS older USING (incident_id)
WHERE newer.load_id = $load_id::UUID AND NOT newer.superseded
    AND older.superseded_by = $load_id::UUID AND older.load_id IS DISTINCT FROM $load_id::UUID;
